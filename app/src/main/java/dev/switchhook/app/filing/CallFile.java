package dev.switchhook.app.filing;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept of a call that is over. It holds no telephone number of a caller and nothing that was said.
/// Immutable.
///
/// @param number names the file, and orders it by when the call began: microseconds since 1970, or a little
///     more
/// @param call the call
/// @param began when it was announced
/// @param ended when it was proven to be over
/// @param length how long the line was open; from [#began] to [#ended] when the journal does not tell it
/// @param caller the last two digits behind dots, or `withheld`
/// @param mark by which the caller is found again; empty without a number
/// @param called which of our numbers was called
/// @param assistant who served the caller; empty when nobody did
/// @param provider who spoke last for the assistant
/// @param model the model that spoke last
/// @param reason why it ended
/// @param turns how many utterances it had
/// @param interruptions how often the caller interrupted
/// @param falseClaims how often the caller was told what no tool had done
/// @param uncorrected how many of these were not corrected
/// @param tools what was used, by name
/// @param answers how quickly the agent answered, until it was heard; empty without an answer
/// @param proof how it is known that the line is down
/// @param complete whether the journal had told the end of the call when it was filed
public record CallFile(
        long number,
        CallId call,
        Instant began,
        Instant ended,
        Duration length,
        String caller,
        Optional<String> mark,
        String called,
        Optional<String> assistant,
        Optional<String> provider,
        Optional<String> model,
        Optional<EndReason> reason,
        int turns,
        int interruptions,
        int falseClaims,
        int uncorrected,
        List<UsedTool> tools,
        Optional<Answers> answers,
        Proof proof,
        boolean complete) {

    /// How quickly the agent answered: from the end of the caller's turn until the beginning of the answer
    /// was heard.
    ///
    /// @param median half of the answers were as quick as this, or quicker
    /// @param longest the slowest one
    public record Answers(Duration median, Duration longest) {}

    /// How it is known that the line is down.
    ///
    /// @param requests how often the carrier was asked to end the call
    /// @param farewellHeard whether the farewell was heard to its last word; empty when there was none
    /// @param decisionToDown from the decision to the carrier's word; empty when the journal does not tell
    ///     it
    public record Proof(int requests, Optional<Boolean> farewellHeard, Optional<Duration> decisionToDown) {}

    /// Keeps its own copy of the list.
    public CallFile {
        tools = List.copyOf(tools);
    }

    /// The same file with these tools.
    CallFile with(List<UsedTool> used) {
        return new CallFile(
                number,
                call,
                began,
                ended,
                length,
                caller,
                mark,
                called,
                assistant,
                provider,
                model,
                reason,
                turns,
                interruptions,
                falseClaims,
                uncorrected,
                used,
                answers,
                proof,
                complete);
    }

    /// How it came out.
    public Outcome outcome() {
        return Outcome.of(reason);
    }

    /// Whose doing the end was; empty when nobody has written that down.
    public Optional<Blame> blame() {
        return reason.map(EndReason::blame);
    }

    /// The number of a call that began then, if it is free.
    public static long number(Instant began) {
        return Math.addExact(Math.multiplyExact(began.getEpochSecond(), 1_000_000L), began.getNano() / 1_000);
    }
}
