package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.regex.Pattern;

/// How the agent sounds (`wire/openai.md` 2.1, `audio.output`).
///
/// @param voice the voice, as the provider names it; an open list, hence not checked further. A name that begins
///     with `voice_` is the id of a voice of one's own
/// @param speed 0.25 to 1.5, where 1 is the usual speed
record Speaking(String voice, double speed) {

    private static final Pattern VOICE = Pattern.compile("[\\p{Graph} ]{1,64}");
    private static final String OWN = "voice_";

    static Speaking read(SettingsReader reader) {
        return new Speaking(
                Texts.matching(reader, "openai.voice", "marin", VOICE, "1 to 64 printable characters"),
                reader.decimal("openai.speed", 1, 0.25, 1.5));
    }

    /// Whether the voice is one's own, which the wire writes as an object.
    boolean ownVoice() {
        return voice.startsWith(OWN);
    }
}
