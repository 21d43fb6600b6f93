package dev.switchhook.app.cli;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.SpeechProvider;
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
        for (SpeechProvider provider : settings.exchange().providers()) {
            AppSettings.Voice voice = settings.voice(provider);
            lines.add(line(provider == settings.provider() ? "provider" : "or else", provider.word()));
            lines.add(line("model", voice.model()));
            lines.add(line("voice", voice.name()));
            lines.add(line("host", voice.host()));
        }
        lines.add(line("public URL", settings.publicUrl().toString()));
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
        return settings.knowsSpeechKey() ? "SWITCHHOOK_PROVIDER IS 'rehearsal'" : "NO SPEECH PROVIDER KEY IS SET";
    }

    private static String line(String name, String value) {
        return "  " + name + " ".repeat(12 - name.length()) + value;
    }
}
