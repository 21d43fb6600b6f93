package dev.switchhook.app.delivery;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where the records of calls that are over go, and what stands in them. Its text form holds no secret.
///
/// @param webhook where they are posted to
/// @param secret signs what is posted; there when there is a webhook
/// @param command a program that gets each of them on its standard input
/// @param caller how much of the caller's number is in them
/// @param fields of the summary, by name; all but the transcript when empty
public record DeliverySettings(
        Optional<URI> webhook,
        Optional<Secret> secret,
        Optional<Path> command,
        CallerShown caller,
        Optional<List<String>> fields) {

    /// The key of the fields.
    public static final String FIELDS = "switchhook.after-call.fields";

    private static final String URL = "switchhook.after-call.webhook-url";
    private static final String SECRET = "switchhook.after-call.webhook-secret";
    private static final String COMMAND = "switchhook.after-call.command";
    private static final String CALLER = "switchhook.after-call.caller";
    private static final int SHORTEST_SECRET = 16;

    /// Keeps its own copy of the list.
    public DeliverySettings {
        fields = fields.map(List::copyOf);
    }

    /// Reads the keys `switchhook.after-call`.
    public static DeliverySettings read(SettingsReader settings) {
        Optional<URI> webhook = settings.text(URL).map(_ -> settings.url(URL, "", Set.of("https", "http")));
        Optional<Secret> secret = settings.secret(SECRET);
        String needed = "a text of " + SHORTEST_SECRET + " characters or more, which the receiver knows, too";
        if (webhook.isPresent() && secret.isEmpty()) {
            settings.mistake(SECRET, "is not set, but " + SettingsReader.environmentName(URL) + " is", needed);
        }
        if (secret.isPresent() && secret.get().reveal().length() < SHORTEST_SECRET) {
            settings.mistake(SECRET, "is too short", needed);
        }
        String caller = settings.choice(CALLER, Set.of("masked", "full", "none"), CallerShown.MASKED.word());
        return new DeliverySettings(
                webhook,
                secret,
                command(settings),
                CallerShown.valueOf(caller.toUpperCase(Locale.ROOT)),
                fields(settings));
    }

    private static Optional<Path> command(SettingsReader settings) {
        Optional<String> text = settings.text(COMMAND);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(text.get());
            if (Files.isRegularFile(path) && Files.isExecutable(path)) {
                return Optional.of(path.toAbsolutePath());
            }
        } catch (InvalidPathException _) {
            // Told below, together with paths that lead nowhere.
        }
        settings.mistake(COMMAND, "is no program that can be run", "the path of an executable file, without arguments");
        return Optional.empty();
    }

    private static Optional<List<String>> fields(SettingsReader settings) {
        Optional<String> text = settings.text(FIELDS);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        for (String part : text.get().split(",", -1)) {
            String field = part.strip().toLowerCase(Locale.ROOT);
            if (!field.matches("[a-z][a-z0-9-]{0,39}") || fields.contains(field)) {
                settings.mistake(
                        FIELDS, "holds something that is no name, or a name twice", "names, separated by commas");
                return Optional.empty();
            }
            fields.add(field);
        }
        return Optional.of(fields);
    }

    /// Whether anybody wants the records.
    public boolean wanted() {
        return webhook.isPresent() || command.isPresent();
    }
}
