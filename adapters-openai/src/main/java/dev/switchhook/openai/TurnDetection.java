package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// When the caller counts as speaking, and what the provider does about it by itself (`wire/openai.md` 2.1,
/// `turn_detection`). There is always one: without it nobody would notice that the caller speaks.
sealed interface TurnDetection {

    /// Whether the provider answers by itself when the caller's turn is over; otherwise the session asks it to.
    boolean answers();

    /// Whether the provider stops its reply by itself when the caller speaks; otherwise the session cancels it.
    boolean interrupts();

    /// By sound and silence.
    ///
    /// @param threshold how loud speech must be, 0 to 1
    /// @param prefixMilliseconds how much sound before the detected beginning belongs to the utterance
    /// @param silenceMilliseconds how much silence ends the utterance
    /// @param idleMilliseconds after so much silence of the caller the model speaks by itself
    record Volume(
            double threshold,
            int prefixMilliseconds,
            int silenceMilliseconds,
            OptionalInt idleMilliseconds,
            boolean answers,
            boolean interrupts)
            implements TurnDetection {}

    /// By meaning: a model judges whether the caller has finished.
    ///
    /// @param eagerness `low`, `medium`, `high` or `auto`: how soon it judges so
    record Meaning(String eagerness, boolean answers, boolean interrupts) implements TurnDetection {}

    /// Reads it; what is set and belongs to the other kind is a mistake.
    static TurnDetection read(SettingsReader reader) {
        boolean byMeaning = reader.choice("openai.turn-detection", Set.of("server_vad", "semantic_vad"), "server_vad")
                .equals("semantic_vad");
        boolean answers = Texts.truth(reader, "openai.create-response", true);
        boolean interrupts = Texts.truth(reader, "openai.interrupt-response", true);
        double threshold = reader.decimal("openai.vad-threshold", 0.5, 0, 1);
        int prefix = reader.number("openai.vad-prefix-ms", 300, 0, 5_000);
        int silence = reader.number("openai.vad-silence-ms", 500, 100, 5_000);
        Optional<String> eagerness =
                Texts.choiceIfAny(reader, "openai.vad-eagerness", Set.of("low", "medium", "high", "auto"), "auto");
        OptionalInt idle = reader.text("openai.vad-idle-timeout-ms").isPresent()
                ? OptionalInt.of(reader.number("openai.vad-idle-timeout-ms", 10_000, 5_000, 30_000))
                : OptionalInt.empty();
        if (byMeaning) {
            refuse(reader, "openai.vad-threshold", threshold != 0.5, "server_vad");
            refuse(reader, "openai.vad-prefix-ms", prefix != 300, "server_vad");
            refuse(reader, "openai.vad-silence-ms", silence != 500, "server_vad");
            refuse(reader, "openai.vad-idle-timeout-ms", idle.isPresent(), "server_vad");
            return new Meaning(eagerness.orElse("auto"), answers, interrupts);
        }
        refuse(reader, "openai.vad-eagerness", eagerness.isPresent(), "semantic_vad");
        return new Volume(threshold, prefix, silence, idle, answers, interrupts);
    }

    private static void refuse(SettingsReader reader, String key, boolean set, String kind) {
        if (set) {
            reader.mistake(key, "is set, but belongs to the turn detection " + kind, "its default, or " + kind);
        }
    }
}
