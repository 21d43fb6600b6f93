package dev.switchhook.app.rehearsal;

import java.util.List;
import java.util.OptionalLong;

/// What was measured in one rehearsed call, and which promises it broke.
///
/// @param number of the call in its rehearsal, from 0
/// @param greetingMs from `start` to the first sound of the agent
/// @param clearMs from the model's "the caller has started to speak" to `clear` at the telephone
/// @param creditedMs what the model was told that the caller had heard of the interrupted sentence
/// @param heardMs what the caller had really heard of it
/// @param hangupAfterMarkMs from the farewell's last mark to the REST request that ends the call
/// @param cutMs how much of the farewell was cut off
/// @param framesSent how many frames of 20 ms the caller sent
/// @param framesLost how many of them the model never heard, or heard elsewhere
/// @param broken the promises that were broken, in words; empty when all was kept
public record CallScore(
        int number,
        OptionalLong greetingMs,
        OptionalLong clearMs,
        OptionalLong creditedMs,
        OptionalLong heardMs,
        OptionalLong hangupAfterMarkMs,
        long cutMs,
        int framesSent,
        int framesLost,
        List<String> broken) {

    /// Keeps its own copy of the list.
    public CallScore {
        broken = List.copyOf(broken);
    }

    /// By how much the model was told too much; negative when it was told too little.
    public OptionalLong creditErrorMs() {
        return creditedMs.isPresent() && heardMs.isPresent()
                ? OptionalLong.of(creditedMs.getAsLong() - heardMs.getAsLong())
                : OptionalLong.empty();
    }
}
