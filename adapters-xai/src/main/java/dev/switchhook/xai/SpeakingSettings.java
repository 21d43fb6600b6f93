package dev.switchhook.xai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How the agent speaks (wire/xai.md 2). Immutable.
///
/// @param voice any voice id of the provider, custom ones included
/// @param speed 0.7 to 1.5; 1 is the provider's own
/// @param reasoningEffort `none` or `high`; reasoning delays the first sound
/// @param replace how phrases are pronounced: the phrase, and what is spoken for it; whole words only. Transcripts
///     keep the phrase
record SpeakingSettings(String voice, double speed, String reasoningEffort, Map<String, String> replace) {

    static final String DEFAULT_VOICE = "eve";
    static final String DEFAULT_EFFORT = "none";
    static final SpeakingSettings STANDARD = new SpeakingSettings(DEFAULT_VOICE, 1, DEFAULT_EFFORT, Map.of());

    /// The provider names no bound of its own.
    private static final EntryList REPLACEMENTS = new EntryList(
            "[^=,\\p{Cntrl}]{1,100}=[^=,\\p{Cntrl}]{1,100}",
            100,
            "pairs PHRASE=SPOKEN of 1 to 100 characters on either side, each phrase once");

    /// Keeps its own copy of the map, in the same order.
    public SpeakingSettings {
        replace = Collections.unmodifiableMap(new LinkedHashMap<>(replace));
    }

    static SpeakingSettings read(SettingsReader reader) {
        return new SpeakingSettings(
                XaiSettings.word(reader, "xai.voice", 64).orElse(DEFAULT_VOICE),
                reader.decimal("xai.speed", 1, 0.7, 1.5),
                reader.choice("xai.reasoning-effort", Set.of("none", "high"), DEFAULT_EFFORT),
                replacements(reader));
    }

    private static Map<String, String> replacements(SettingsReader reader) {
        String key = "xai.replace";
        Map<String, String> replace = new LinkedHashMap<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (String pair : REPLACEMENTS.read(reader, key)) {
            int sign = pair.indexOf('=');
            String phrase = pair.substring(0, sign).strip();
            String spoken = pair.substring(sign + 1).strip();
            int number = replace.size() + 1;
            if (phrase.isEmpty() || spoken.isEmpty()) {
                reader.mistake(key, "has a malformed entry, number " + number, REPLACEMENTS.allowed());
                return Map.of();
            }
            if (seen.put(phrase.toLowerCase(Locale.ROOT), number) != null) {
                reader.mistake(key, "has the same phrase twice, as number " + number, REPLACEMENTS.allowed());
                return Map.of();
            }
            replace.put(phrase, spoken);
        }
        return replace;
    }
}
