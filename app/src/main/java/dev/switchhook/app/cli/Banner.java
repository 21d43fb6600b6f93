package dev.switchhook.app.cli;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.openai.OpenAiSettings;
import dev.switchhook.xai.XaiSettings;
import java.util.ArrayList;
import java.util.List;

/// What the program says once it listens: who it is and with whom it talks. It never says a secret.
public final class Banner {

    private static final String RULE = "  " + "*".repeat(78);

    private Banner() {}

    /// The lines of the banner, each with its line break.
    ///
    /// @param port the port on which the server really listens
    public static String of(AppSettings settings, int port) {
        return of(settings, port, ProductVersion.text());
    }

    static String of(AppSettings settings, int port, String version) {
        List<String> lines = new ArrayList<>();
        lines.add("Switchhook " + version);
        switch (settings.provider()) {
            case OPENAI -> {
                OpenAiSettings openai = settings.openai();
                speech(
                        lines,
                        SpeechProvider.OPENAI,
                        openai.model(),
                        openai.voice(),
                        openai.baseUrl().getRawAuthority());
            }
            case XAI -> {
                XaiSettings xai = settings.xai();
                String model = xai.model().orElse("chosen by the provider; XAI_MODEL pins one");
                speech(
                        lines,
                        SpeechProvider.XAI,
                        model,
                        xai.voice(),
                        xai.baseUrl().getRawAuthority());
            }
            case REHEARSAL -> speech(lines, SpeechProvider.REHEARSAL, "a script", "recorded", "this machine");
        }
        lines.add(line("public URL", settings.twilio().publicUrl().toString()));
        lines.add(line("database", settings.database().shown()));
        lines.add(line("port", Integer.toString(port)));
        if (settings.provider() == SpeechProvider.REHEARSAL) {
            lines.add(RULE);
            lines.add("  * " + reason(settings) + ": CALLERS HEAR A SCRIPTED AGENT.");
            lines.add("  * Set OPENAI_API_KEY or XAI_API_KEY to let a speech model answer.");
            lines.add(RULE);
        }
        return String.join("\n", lines) + "\n";
    }

    private static String reason(AppSettings settings) {
        boolean keyless = settings.openai().apiKey().reveal().isEmpty()
                && settings.xai().apiKey().isEmpty();
        return keyless ? "NO SPEECH PROVIDER KEY IS SET" : "SWITCHHOOK_PROVIDER IS 'rehearsal'";
    }

    private static void speech(List<String> lines, SpeechProvider provider, String model, String voice, String host) {
        lines.add(line("provider", provider.word()));
        lines.add(line("model", model));
        lines.add(line("voice", voice));
        lines.add(line("host", host));
    }

    private static String line(String name, String value) {
        return "  " + name + " ".repeat(12 - name.length()) + value;
    }
}
