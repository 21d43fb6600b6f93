package dev.switchhook.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.journal.OperatorText;
import dev.switchhook.app.operator.OperatorDesk;
import dev.switchhook.app.operator.OperatorDesk.DeskUnavailable;
import dev.switchhook.app.operator.RequestTable;
import dev.switchhook.app.store.DatabaseUnavailable;
import dev.switchhook.app.store.VisitedDatabase;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/// Asks for something in a call for a command, waits for what becomes of it, and tells it.
final class Operating {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORM = "CA[0-9a-fA-F]{32}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LONGEST_NAME = 64;

    private Operating() {}

    /// Asks and waits.
    ///
    /// @param act made here, so that a wrong text is told like any wrong word
    /// @return the exit code
    static int perform(SwitchhookCommand top, CommandLine line, String sid, Supplier<OperatorAct> act, boolean json) {
        if (!sid.matches(FORM)) {
            throw new ParameterException(
                    line, "Invalid value for 'CALL': '" + sid + "' is not CA and 32 hexadecimal digits");
        }
        OperatorAct wanted = wanted(line, act);
        try (VisitedDatabase database = new VisitedDatabase(AppSettings.databaseOf(top.load()))) {
            RequestTable desk = new RequestTable(database);
            String request = desk.ask(new CallId(sid), wanted, who());
            Optional<OperatorResult> result = await(desk, request);
            line.getOut().println(json ? json(sid, request, wanted, result) : words(result));
            return result.equals(Optional.of(OperatorResult.DONE)) ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (DeskUnavailable | DatabaseUnavailable unavailable) {
            line.getErr().println("switchhook: " + unavailable.getMessage());
            return ExitCode.USAGE;
        }
    }

    private static OperatorAct wanted(CommandLine line, Supplier<OperatorAct> act) {
        try {
            return act.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(line, "Invalid value for 'TEXT': " + wrong.getMessage());
        }
    }

    /// The user of the machine.
    private static String who() {
        String name = System.getProperty("user.name", "").replaceAll("\\p{Cntrl}", "?");
        String known = name.isBlank() ? "unknown" : name;
        return known.length() <= LONGEST_NAME ? known : known.substring(0, LONGEST_NAME);
    }

    private static Optional<OperatorResult> await(OperatorDesk desk, String request) throws DeskUnavailable {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<OperatorResult> result = desk.result(request);
        while (result.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            result = desk.result(request);
        }
        return result;
    }

    private static String words(Optional<OperatorResult> result) {
        return result.map(known -> switch (known) {
                    case DONE -> "Done.";
                    case CUT_SHORT -> "The sentence was cut short.";
                    case NOT_SAID -> "The sentence was not said.";
                    case ENDS_ALREADY -> "The call is being ended already.";
                    case TOO_MANY_WAIT -> "Too many sentences wait to be said in this call.";
                    case CALL_OVER -> "There is no such call, or it is over.";
                    case EXPIRED -> "Nobody has taken the request in time; nothing was done.";
                })
                .orElse("It was taken, and it is not known yet what becomes of it.");
    }

    private static String json(String call, String request, OperatorAct act, Optional<OperatorResult> result) {
        ObjectNode json = JSON.createObjectNode()
                .put("call", call)
                .put("request", request)
                .put("act", OperatorText.kind(act))
                .put("who", who())
                .put("result", result.map(OperatorResult::name).orElse(null));
        return json.toPrettyString();
    }
}
