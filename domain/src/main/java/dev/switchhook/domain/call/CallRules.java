package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.Chime;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.claim.Claims;
import java.time.Duration;
import java.util.Optional;

/// The times and bounds of a call.
///
/// @param modelReady how long the speech model may take to become ready, further attempts included
/// @param modelSilence after this time without an expected reply the model counts as lost; it is asked once more at
///     half of it
/// @param modelLoss how long it is tried to get another model when one was lost in the conversation; zero for
///     not at all
/// @param markEveryMilliseconds how much sound goes between two marks
/// @param longestReply how much sound of one reply is played at most; also the bound of sound that waits to be
///     played
/// @param heldBytes how much caller sound is kept while no model is ready; the oldest goes first
/// @param farewell how a farewell is said
/// @param ending how the line is brought down
/// @param resuming how a call gets over a broken media connection
/// @param apology what the caller is told when we cannot go on
/// @param desk who is dialled for the caller after the apology
/// @param waitingSound what the caller hears while no model is ready, a second long at most, in the format of
///     the line; empty for nothing
/// @param claims finds what the agent claims to have done
public record CallRules(
        Duration modelReady,
        Duration modelSilence,
        Duration modelLoss,
        int markEveryMilliseconds,
        Duration longestReply,
        int heldBytes,
        Farewell farewell,
        Ending ending,
        Resuming resuming,
        String apology,
        Optional<PhoneNumber> desk,
        Optional<AudioChunk> waitingSound,
        Claims claims) {

    private static final Duration SHORTEST_APOLOGY_LIMIT = Duration.ofSeconds(15);

    /// How long a slow voice needs for a character.
    private static final Duration PER_CHARACTER = Duration.ofMillis(80);

    /// How a farewell is said.
    ///
    /// @param begins how long the model may take to begin a farewell that it was asked for
    /// @param objection for how long after the decision, and after the farewell's first sound, a caller who speaks
    ///     takes the decision back; once in a call, and never when the reason is a hard limit
    /// @param longest how long it may take to be spoken and heard
    /// @param slack how much longer than its sound it may take to be heard
    /// @param grace between its last word heard and the hang-up
    public record Farewell(Duration begins, Duration objection, Duration longest, Duration slack, Duration grace) {}

    /// How the line is brought down.
    ///
    /// @param order what is done first
    /// @param proofWait how long the carrier may take to report the end by itself before it is asked
    /// @param retryFirst the pause before the second attempt to hang up; it doubles with each further one
    /// @param retryLongest the longest pause between two attempts to hang up
    /// @param stopWait how long the carrier may take to close the media after the call has ended
    /// @param apologyLimit how long the carrier may take to say the apology before it is asked again; as long
    ///     as its words need, see [CallRules#withApology]
    /// @param overdue after this time without a proof the ending is reported as overdue
    /// @param hardLimit after this time, from the beginning of the call, the carrier ends it by itself
    /// @param deskLimit the same for a call that is left to the desk; never shorter
    public record Ending(
            HangUpOrder order,
            Duration proofWait,
            Duration retryFirst,
            Duration retryLongest,
            Duration stopWait,
            Duration apologyLimit,
            Duration overdue,
            Duration hardLimit,
            Duration deskLimit) {

        private Ending withApologyLimit(Duration limit) {
            return new Ending(
                    order, proofWait, retryFirst, retryLongest, stopWait, limit, overdue, hardLimit, deskLimit);
        }
    }

    /// How a call gets over a broken media connection, and how it is let go.
    ///
    /// @param carrierReturns how long the carrier may take to come back by itself before it is looked up and asked
    /// @param longest how long the caller may be without us before they are told that we cannot go on
    /// @param quietMoment how long a call that is to be let go may wait for a moment in which nobody speaks
    public record Resuming(Duration carrierReturns, Duration longest, Duration quietMoment) {}

    /// The rules that fit a telephone call. Sources: fault rows O1, O2, O4, O15, P1, R1, S9, S11, S13 and the
    /// hang-up design.
    public static CallRules standard() {
        return new CallRules(
                Duration.ofSeconds(10),
                Duration.ofSeconds(12),
                Duration.ofSeconds(8),
                200,
                Duration.ofSeconds(60),
                40_000,
                new Farewell(
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(12),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(500)),
                new Ending(
                        HangUpOrder.REQUEST_FIRST,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        SHORTEST_APOLOGY_LIMIT,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(25),
                        Duration.ofHours(4)),
                new Resuming(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10)),
                "We are sorry, we have a technical problem. Please call again in a few minutes.",
                Optional.empty(),
                Optional.of(Chime.soft()),
                Claims.NONE);
    }

    /// The same rules with another grace between the farewell's last word and the hang-up.
    public CallRules withFarewellGrace(Duration grace) {
        return with(
                new Farewell(farewell.begins, farewell.objection, farewell.longest, farewell.slack, grace),
                ending,
                apology,
                desk);
    }

    /// The same rules with another apology, and with somebody who is dialled after it. The carrier gets the
    /// time that its words need: 2 s, and 80 ms for each character, but 15 s at least.
    public CallRules withApology(String line, Optional<PhoneNumber> dialled) {
        Duration spoken = Duration.ofSeconds(2).plus(PER_CHARACTER.multipliedBy(line.length()));
        return with(farewell, ending.withApologyLimit(longer(SHORTEST_APOLOGY_LIMIT, spoken)), line, dialled);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /// The same rules with another order of hanging up and another hard limit.
    public CallRules withEnding(HangUpOrder order, Duration hardLimit) {
        Ending changed = new Ending(
                order,
                ending.proofWait,
                ending.retryFirst,
                ending.retryLongest,
                ending.stopWait,
                ending.apologyLimit,
                ending.overdue,
                hardLimit,
                longer(ending.deskLimit, hardLimit));
        return with(farewell, changed, apology, desk);
    }

    /// The same rules with another time for getting another model.
    public CallRules withModelLoss(Duration patience) {
        return new CallRules(
                modelReady,
                modelSilence,
                patience,
                markEveryMilliseconds,
                longestReply,
                heldBytes,
                farewell,
                ending,
                resuming,
                apology,
                desk,
                waitingSound,
                claims);
    }

    /// The same rules with another idea of what the agent claims.
    public CallRules withClaims(Claims found) {
        return new CallRules(
                modelReady,
                modelSilence,
                modelLoss,
                markEveryMilliseconds,
                longestReply,
                heldBytes,
                farewell,
                ending,
                resuming,
                apology,
                desk,
                waitingSound,
                found);
    }

    /// The same rules with silence in the place of the waiting sound. A caller who waits for a model hears nothing
    /// then: there is nobody who could say a line, except the carrier, which says the apology.
    public CallRules withoutWaitingSound() {
        return new CallRules(
                modelReady,
                modelSilence,
                modelLoss,
                markEveryMilliseconds,
                longestReply,
                heldBytes,
                farewell,
                ending,
                resuming,
                apology,
                desk,
                Optional.empty(),
                claims);
    }

    private CallRules with(Farewell farewells, Ending endings, String line, Optional<PhoneNumber> dialled) {
        return new CallRules(
                modelReady,
                modelSilence,
                modelLoss,
                markEveryMilliseconds,
                longestReply,
                heldBytes,
                farewells,
                endings,
                resuming,
                line,
                dialled,
                waitingSound,
                claims);
    }
}
