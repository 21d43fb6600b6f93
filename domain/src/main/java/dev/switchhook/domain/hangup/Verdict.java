package dev.switchhook.domain.hangup;

import java.time.Instant;

/// What a [HangupPolicy] wants, from the mildest to the hardest.
public sealed interface Verdict {

    /// The call goes on; look again at that time at the latest.
    record Stay(Instant until) implements Verdict {}

    /// The agent asks whether the caller is still there.
    record AskWhetherPresent() implements Verdict {}

    /// The agent says goodbye, and then the call is ended.
    record SayGoodbyeThenHangUp(EndReason reason) implements Verdict {}

    /// The agent tells the caller that the call is about to end. Asked for once in a call; the facts say when it was.
    ///
    /// @param cue what the agent is to say, in words for the model
    record Warn(String cue) implements Verdict {}

    /// We cannot serve the caller any more: the carrier tells them, and dials the desk if there is one.
    record GiveUp(EndReason reason) implements Verdict {}

    /// The call is ended without another word.
    record HangUpNow(EndReason reason) implements Verdict {}
}
