package dev.switchhook.xai;

import dev.switchhook.domain.settings.SettingsReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the provider finds the beginning and the end of the caller's turns, and what it does then (wire/xai.md 2).
/// Immutable.
///
/// @param threshold how sure it must be to hear speech, 0.1 to 0.9
/// @param silence so much quiet ends a turn
/// @param prefixPadding so much sound before the beginning belongs to the turn
/// @param idleTimeout after so much quiet the provider speaks by itself, again and again; absent means never
/// @param createResponse whether the provider answers a turn by itself; absent means that nothing is said about it,
///     and it does. Undocumented: accepted and echoed, the effect of `false` is not proven. When it is `false` the
///     adapter asks for the answer, because a caller must be answered
/// @param interruptResponse whether the provider stops speaking by itself when the caller speaks; as uncertain as
///     `createResponse`. When it is `false` the adapter cancels, because a caller must be obeyed
record TurnSettings(
        double threshold,
        Duration silence,
        Duration prefixPadding,
        Optional<Duration> idleTimeout,
        Optional<Boolean> createResponse,
        Optional<Boolean> interruptResponse) {

    static final TurnSettings STANDARD = new TurnSettings(
            0.6, Duration.ofMillis(500), Duration.ofMillis(333), Optional.empty(), Optional.empty(), Optional.empty());

    static TurnSettings read(SettingsReader reader) {
        return new TurnSettings(
                reader.decimal("xai.vad-threshold", STANDARD.threshold, 0.1, 0.9),
                reader.milliseconds("xai.vad-silence-ms", (int) STANDARD.silence.toMillis(), 0, 10_000),
                reader.milliseconds("xai.vad-prefix-padding-ms", (int) STANDARD.prefixPadding.toMillis(), 0, 10_000),
                idleTimeout(reader),
                choice(reader, "xai.vad-create-response"),
                choice(reader, "xai.vad-interrupt-response"));
    }

    private static Optional<Duration> idleTimeout(SettingsReader reader) {
        String key = "xai.vad-idle-timeout-ms";
        Duration idle = reader.milliseconds(key, 0, 1_000, 600_000);
        return Optional.of(idle).filter(Duration::isPositive);
    }

    private static Optional<Boolean> choice(SettingsReader reader, String key) {
        return reader.text(key).map(_ -> Boolean.valueOf(reader.choice(key, Set.of("true", "false"), "true")));
    }

    /// Whether the provider leaves it to us to ask for the answer to a turn.
    boolean answersAreAskedFor() {
        return !createResponse.orElse(true);
    }

    /// Whether the provider leaves it to us to stop it when the caller speaks.
    boolean interruptionsAreOurs() {
        return !interruptResponse.orElse(true);
    }
}
