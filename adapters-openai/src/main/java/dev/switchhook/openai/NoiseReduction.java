package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// How noise is taken out of the caller's sound (`wire/openai.md` 2.1, `noise_reduction`).
///
/// @param type `near_field` (handset) or `far_field` (loudspeaker)
/// @param strength 0 to 1; absent for the provider's own, which is 1
record NoiseReduction(String type, OptionalDouble strength) {

    private static final String STRENGTH = "openai.noise-reduction-strength";

    static Optional<NoiseReduction> read(SettingsReader reader) {
        String type = reader.choice("openai.noise-reduction", Set.of("none", "near_field", "far_field"), "none");
        OptionalDouble strength = reader.text(STRENGTH).isPresent()
                ? OptionalDouble.of(reader.decimal(STRENGTH, 1, 0, 1))
                : OptionalDouble.empty();
        if (!type.equals("none")) {
            return Optional.of(new NoiseReduction(type, strength));
        }
        if (strength.isPresent()) {
            reader.mistake(STRENGTH, "is set, but no noise is taken out", "nothing, or OPENAI_NOISE_REDUCTION");
        }
        return Optional.empty();
    }
}
