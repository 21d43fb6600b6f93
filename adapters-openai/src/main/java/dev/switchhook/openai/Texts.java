package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Kinds of settings that several parts of the configuration share. Pure functions.
final class Texts {

    /// The name of a model, or of a deployment.
    static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    /// [#MODEL_NAME] in words.
    static final String MODEL_NAME_WORDS = "1 to 128 of A-Z, a-z, 0-9 and . _ : / -";

    private Texts() {}

    /// A text of that form, or the fallback.
    static String matching(SettingsReader reader, String key, String fallback, Pattern pattern, String allowed) {
        String value = reader.text(key, fallback);
        if (pattern.matcher(value).matches()) {
            return value;
        }
        reader.mistake(key, "has a length or a character that is not allowed", allowed);
        return fallback;
    }

    /// `true` or `false`.
    static boolean truth(SettingsReader reader, String key, boolean fallback) {
        return reader.choice(key, Set.of("true", "false"), Boolean.toString(fallback))
                .equals("true");
    }

    /// One of some words, if any is set.
    static Optional<String> choiceIfAny(SettingsReader reader, String key, Set<String> allowed, String fallback) {
        return reader.text(key).isEmpty() ? Optional.empty() : Optional.of(reader.choice(key, allowed, fallback));
    }

    /// What stands between the commas of a value.
    static List<String> parts(Optional<String> value) {
        return value.map(text -> Arrays.stream(text.split(",", -1)).map(String::strip))
                .map(parts -> parts.filter(part -> !part.isEmpty()).toList())
                .orElse(List.of());
    }
}
