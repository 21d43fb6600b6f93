package dev.switchhook.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.retention.Forgetting;
import dev.switchhook.domain.caller.PhoneNumber;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `forget NUMBER`: everything about a caller is deleted.
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Deletes everything about a caller: words, recordings, answers of tools, what a business knows of them,"
                    + " and",
            "the number. What is left tells how calls went, and not whose. 'serve' may be running."
        })
final class ForgetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NUMBER", description = "The caller's number in E.164, such as +4930123456.")
    private String number = "";

    @Option(
            names = "--also-future",
            description = "Takes the name off appointments to come, too; they stay in the book. Else they forbid it.")
    private boolean alsoFuture;

    @Option(names = "--dry-run", description = "Counts what would be deleted, and deletes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints a JSON object instead of the table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;
    private final ForgetWork work;

    ForgetCommand(SwitchhookCommand top, ForgetWork work) {
        this.top = top;
        this.work = work;
    }

    @Override
    public Integer call() throws SQLException {
        CommandLine line = spec.commandLine();
        PhoneNumber caller = new PhoneNumber(number);
        if (caller.e164().isEmpty()) {
            throw new ParameterException(
                    line, "Invalid value for 'NUMBER': it is not a plus sign and 7 to 15 digits, such as +4930123456");
        }
        ForgetWork.Open open = work.open(top.load());
        try {
            String who = "command line (" + System.getProperty("user.name", "unknown") + ")";
            return told(open.forgetting().forget(caller, alsoFuture, !dryRun, who), line);
        } catch (SQLException failed) {
            line.getErr()
                    .println("switchhook: not everything was deleted, because the database failed (SQL state "
                            + failed.getSQLState() + "); say it again");
            return ExitCode.SOFTWARE;
        } catch (AuditUnavailable failed) {
            line.getErr().println("switchhook: nothing was deleted: " + failed.getMessage());
            return ExitCode.SOFTWARE;
        } finally {
            open.close().run();
        }
    }

    private int told(Forgetting.Result result, CommandLine line) {
        PrintWriter out = line.getOut();
        return switch (result) {
            case Forgetting.Result.Done done -> {
                out.println(json ? json(done) : table(done));
                yield ExitCode.OK;
            }
            case Forgetting.Result.Refused refused -> {
                PrintWriter err = line.getErr();
                err.println("switchhook: nothing was deleted.");
                if (!refused.inProgress().isEmpty()) {
                    err.println("  Calls in progress: " + refused.inProgress() + "; say it again when they are over.");
                }
                refused.objections().forEach(it -> err.println("  " + it + "; --also-future takes the name off."));
                yield ExitCode.SOFTWARE;
            }
        };
    }

    private String table(Forgetting.Result.Done done) {
        StringBuilder table = new StringBuilder(dryRun ? "This would be deleted:" : "This was deleted:");
        done.things().forEach((what, count) -> table.append(String.format(Locale.ROOT, "%n%8d  %s", count, what)));
        return table.toString();
    }

    private String json(Forgetting.Result.Done done) {
        ObjectNode object = JsonMapper.builder().build().createObjectNode();
        object.put("dryRun", dryRun).put("calls", done.calls());
        ObjectNode things = object.putObject("deleted");
        done.things().forEach(things::put);
        return object.toPrettyString();
    }
}
