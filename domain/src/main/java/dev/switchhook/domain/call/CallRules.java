package dev.switchhook.domain.call;

import java.time.Duration;

/// The times and bounds of a call.
///
/// @param modelReady how long the speech model may take to become ready
/// @param modelSilence after this time without an expected reply the model counts as lost; it is asked once more at
///     half of it
/// @param markEveryMilliseconds how much sound goes between two marks
/// @param longestReply how much sound of one reply is played at most; also the bound of sound that waits to be
///     played
/// @param farewellBegins how long the model may take to begin a farewell that it was asked for
/// @param longestFarewell how long a farewell may take to be spoken and heard
/// @param farewellSlack how much longer than its sound a farewell may take to be heard
/// @param farewellGrace between the last word heard and the hang-up
/// @param proofWait how long the carrier may take to report the end by itself before it is asked
/// @param retryFirst the pause before the second attempt to hang up; it doubles with each further one
/// @param retryLongest the longest pause between two attempts to hang up
/// @param stopWait how long the carrier may take to close the media after the call has ended
/// @param apologyLimit how long the carrier may take to say the apology before the call is ended by request
/// @param heldBytes how much caller sound is kept until the model is ready; the oldest goes first
/// @param apology what the caller is told when we cannot go on
public record CallRules(
        Duration modelReady,
        Duration modelSilence,
        int markEveryMilliseconds,
        Duration longestReply,
        Duration farewellBegins,
        Duration longestFarewell,
        Duration farewellSlack,
        Duration farewellGrace,
        Duration proofWait,
        Duration retryFirst,
        Duration retryLongest,
        Duration stopWait,
        Duration apologyLimit,
        int heldBytes,
        String apology) {

    /// The rules that fit a telephone call. Sources: fault rows O4, O15, S9, S13, R1 and the hang-up design.
    public static CallRules standard() {
        return new CallRules(
                Duration.ofSeconds(5),
                Duration.ofSeconds(12),
                200,
                Duration.ofSeconds(60),
                Duration.ofSeconds(4),
                Duration.ofSeconds(12),
                Duration.ofMillis(1500),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                80_000,
                "We are sorry, we have a technical problem. Please call again in a few minutes.");
    }

    /// The same rules with another grace between the farewell's last word and the hang-up.
    public CallRules withFarewellGrace(Duration grace) {
        return new CallRules(
                modelReady,
                modelSilence,
                markEveryMilliseconds,
                longestReply,
                farewellBegins,
                longestFarewell,
                farewellSlack,
                grace,
                proofWait,
                retryFirst,
                retryLongest,
                stopWait,
                apologyLimit,
                heldBytes,
                apology);
    }

    /// The same rules with another apology.
    public CallRules withApology(String line) {
        return new CallRules(
                modelReady,
                modelSilence,
                markEveryMilliseconds,
                longestReply,
                farewellBegins,
                longestFarewell,
                farewellSlack,
                farewellGrace,
                proofWait,
                retryFirst,
                retryLongest,
                stopWait,
                apologyLimit,
                heldBytes,
                line);
    }
}
