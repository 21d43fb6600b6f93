package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.OptionalInt;

/// What is dropped from a conversation that has become too long (`wire/openai.md` 2.1, `truncation`).
sealed interface Remembering {

    /// The oldest is dropped as the provider likes.
    record AsTheProviderLikes() implements Remembering {}

    /// Nothing is dropped; a conversation that is too long fails.
    record Everything() implements Remembering {}

    /// That part of the context is kept when some must go, which keeps more of it cached.
    ///
    /// @param ratio 0 to 1
    /// @param afterInstructions how many tokens of conversation may follow the instructions; absent for as many as
    ///     the model takes
    record Part(double ratio, OptionalInt afterInstructions) implements Remembering {}

    /// Reads it.
    static Remembering read(SettingsReader reader) {
        String limit = "openai.truncation-after-instructions";
        OptionalInt after = reader.text(limit).isPresent()
                ? OptionalInt.of(reader.number(limit, 8_000, 1, 1_000_000))
                : OptionalInt.empty();
        String way = reader.text("openai.truncation", "0.8");
        Remembering remembering = switch (way) {
            case "auto" -> new AsTheProviderLikes();
            case "disabled" -> new Everything();
            default -> new Part(ratio(reader, way), after);
        };
        if (after.isPresent() && !(remembering instanceof Part)) {
            reader.mistake(limit, "is set, but no ratio is kept", "nothing, or a ratio as OPENAI_TRUNCATION");
        }
        return remembering;
    }

    private static double ratio(SettingsReader reader, String text) {
        try {
            double ratio = Double.parseDouble(text);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException _) {
            // Reported below, together with numbers that are out of range.
        }
        reader.mistake("openai.truncation", "is none of these", "auto, disabled, or a number from 0 to 1");
        return 0.8;
    }
}
