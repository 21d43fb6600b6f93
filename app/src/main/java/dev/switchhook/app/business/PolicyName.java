package dev.switchhook.app.business;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The hang-up policies that an assistant may have, by the names of the configuration.
public enum PolicyName {
    /// The caller is warned, and then the agent says goodbye.
    AFTER_MAX_DURATION,
    /// The agent asks whether the caller is there, and then says goodbye.
    AFTER_SILENCE,
    /// The line goes down when goodbye was said and nobody hangs up.
    WHEN_BOTH_SAID_GOODBYE,
    /// The caller hears the apology when there is no speech model any more.
    AFTER_MODEL_LOSS;

    /// The name in configuration.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The policies that a key lists, the first one taking precedence; all of them when it is not set.
    public static List<PolicyName> read(SettingsReader settings, String key) {
        Set<String> known = Arrays.stream(values()).map(PolicyName::word).collect(Collectors.toSet());
        List<String> all = Arrays.stream(values()).map(PolicyName::word).toList();
        return settings.words(key, known, all).stream().map(PolicyName::of).toList();
    }

    private static PolicyName of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
