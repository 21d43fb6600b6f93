package dev.switchhook.app.config;

import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.settings.SettingsReader;
import java.time.Duration;
import java.util.Optional;

/// The rules of calls that an operator may change.
///
/// @param maxConcurrent how many calls are taken at once; further ones hear the busy line
/// @param maxDuration how long a call may last before the agent says goodbye
/// @param silence how long nobody may speak before the agent asks whether the caller is there, and again before it
///     says goodbye
/// @param farewellGrace between the last word of the farewell that was heard and the hang-up
/// @param apology what a caller is told when we cannot go on
/// @param busyLine what a caller is told when no more calls are taken
public record CallSettings(
        int maxConcurrent,
        Duration maxDuration,
        Duration silence,
        Duration farewellGrace,
        String apology,
        String busyLine) {

    private static final int LONGEST_LINE = 300;
    private static final String BUSY = "All our lines are busy. Please call again in a few minutes.";

    static CallSettings read(SettingsReader settings) {
        CallRules standard = CallRules.standard();
        return new CallSettings(
                settings.number("switchhook.calls.max-concurrent", 200, 1, 10_000),
                Duration.ofMinutes(settings.number("switchhook.calls.max-duration-minutes", 20, 1, 240)),
                Duration.ofSeconds(settings.number("switchhook.calls.silence-seconds", 20, 5, 300)),
                settings.milliseconds(
                        "switchhook.calls.farewell-grace-ms",
                        (int) standard.farewell().grace().toMillis(),
                        0,
                        5_000),
                line(settings, "switchhook.calls.apology", standard.apology()),
                line(settings, "switchhook.calls.busy-line", BUSY));
    }

    /// The rules of the call machine, with the operator's changes.
    public CallRules rules() {
        return CallRules.standard().withFarewellGrace(farewellGrace).withApology(apology, Optional.empty());
    }

    /// When a call should end by itself.
    public HangupPolicy hangupPolicy() {
        return HangupPolicies.firstOf(
                HangupPolicies.afterMaxDuration(maxDuration), HangupPolicies.afterSilence(silence));
    }

    /// A sentence that is spoken to callers. Its length is bounded, because a caller has to listen to it.
    private static String line(SettingsReader settings, String key, String fallback) {
        String line = settings.text(key, fallback);
        if (line.length() > LONGEST_LINE || line.chars().anyMatch(Character::isISOControl)) {
            settings.mistake(
                    key,
                    "is longer than " + LONGEST_LINE + " characters or holds a line break",
                    "one spoken line of 1 to " + LONGEST_LINE + " characters");
            return fallback;
        }
        return line;
    }
}
