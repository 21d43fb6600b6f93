package dev.switchhook.app.config;

import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.HangUpOrder;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.settings.SettingsReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The rules of calls that an operator may change.
///
/// @param maxConcurrent how many calls are taken at once; further ones hear the busy line
/// @param farewellGrace between the last word of the farewell that was heard and the hang-up
/// @param hangUpOrder what is done first when a call is ended
/// @param chimes whether a caller who waits for a model hears a soft chime; else nothing
/// @param apology what a caller is told when we cannot go on
/// @param busyLine what a caller is told when no more calls are taken
/// @param desk who is dialled for the caller after the apology and after the busy line
/// @param policies what the hang-up policies of all assistants are made with
/// @param claims finds what an agent says to have done
public record CallSettings(
        int maxConcurrent,
        Duration farewellGrace,
        HangUpOrder hangUpOrder,
        boolean chimes,
        String apology,
        String busyLine,
        Optional<PhoneNumber> desk,
        PolicySettings policies,
        Claims claims) {

    /// The carrier's own limit comes after ours, with time for a farewell and for everything that may go wrong with
    /// it.
    private static final Duration CARRIER_LATER = Duration.ofMinutes(5);

    private static final int LONGEST_LINE = 300;
    private static final String BUSY = "All our lines are busy. Please call again in a few minutes.";
    private static final String REQUEST_FIRST = "request-first";
    private static final String MEDIA_FIRST = "media-first";
    private static final String CHIME = "chime";
    private static final String NONE = "none";

    static CallSettings read(SettingsReader settings) {
        CallRules standard = CallRules.standard();
        return new CallSettings(
                settings.number("switchhook.calls.max-concurrent", 200, 1, 10_000),
                settings.milliseconds(
                        "switchhook.calls.farewell-grace-ms",
                        (int) standard.farewell().grace().toMillis(),
                        0,
                        5_000),
                order(settings),
                settings.choice("switchhook.calls.waiting-sound", Set.of(CHIME, NONE), CHIME)
                        .equals(CHIME),
                line(settings, "switchhook.calls.apology", standard.apology()),
                line(settings, "switchhook.calls.busy-line", BUSY),
                desk(settings),
                PolicySettings.read(settings),
                ClaimPacks.read(settings));
    }

    /// The rules of the call machine, with the operator's changes.
    public CallRules rules() {
        CallRules standard = CallRules.standard();
        return (chimes ? standard : standard.withoutWaitingSound())
                .withFarewellGrace(farewellGrace)
                .withApology(apology, desk)
                .withModelLoss(policies.modelLoss())
                .withClaims(claims)
                .withEnding(hangUpOrder, maxDuration().plus(CARRIER_LATER));
    }

    /// How long a call may last before the agent says goodbye.
    public Duration maxDuration() {
        return policies.maxDuration();
    }

    private static HangUpOrder order(SettingsReader settings) {
        String order =
                settings.choice("switchhook.calls.hang-up-order", Set.of(REQUEST_FIRST, MEDIA_FIRST), REQUEST_FIRST);
        return order.equals(MEDIA_FIRST) ? HangUpOrder.MEDIA_FIRST : HangUpOrder.REQUEST_FIRST;
    }

    /// A wrong number is not shown: it may be somebody's.
    private static Optional<PhoneNumber> desk(SettingsReader settings) {
        String key = "switchhook.calls.desk";
        Optional<PhoneNumber> desk = settings.text(key).map(PhoneNumber::new);
        if (desk.isPresent() && desk.get().e164().isEmpty()) {
            settings.mistake(key, "is not an E.164 number", "+ and 7 to 15 digits, such as +4930123456");
            return Optional.empty();
        }
        return desk;
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
