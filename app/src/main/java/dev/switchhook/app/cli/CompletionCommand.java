package dev.switchhook.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion bash|zsh`: a script by which the shell completes commands and options.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Prints a script that lets the shell complete commands and options of 'switchhook':",
            "  source <(switchhook completion bash)",
            "'switchhook' is an alias or a script of yours that starts the jar."
        })
final class CompletionCommand implements Callable<Integer> {

    /// The shells for which there is a script.
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        String script = AutoComplete.bash("switchhook", spec.root().commandLine());
        // The script is one for both: zsh takes it once it has been told to read scripts of bash.
        String begin = shell == Shell.ZSH ? "autoload -U +X compinit && compinit -u\n" : "";
        line.getOut().print(begin + script);
        line.getOut().flush();
        return ExitCode.OK;
    }
}
