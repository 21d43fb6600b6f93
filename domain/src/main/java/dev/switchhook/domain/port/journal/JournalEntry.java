package dev.switchhook.domain.port.journal;

import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A fact about a call that is worth keeping.
public sealed interface JournalEntry {

    /// The line was opened.
    record LineOpened() implements JournalEntry {}

    /// Who serves the caller: noted when the line is opened, and again when it is known which provider speaks.
    ///
    /// @param assistant the assistant's name
    /// @param provider who speaks for it; empty as long as there is no speech model
    record Attended(String assistant, Optional<String> provider) implements JournalEntry {}

    /// The speech model is ready.
    ///
    /// @param model the model that really answers
    /// @param after how long it took since the line was opened
    record ModelReady(String model, Duration after) implements JournalEntry {}

    /// Somebody finished saying something. The text is private.
    ///
    /// @param overtaken how many turns that were noted before it were said after it: the words of a caller may come
    ///     long after they were spoken
    record Spoken(Turn turn, int overtaken) implements JournalEntry {

        /// What is noted in the order of speaking.
        public Spoken(Turn turn) {
            this(turn, 0);
        }

        /// Refuses a negative number.
        public Spoken {
            if (overtaken < 0) {
                throw new IllegalArgumentException("overtaken");
            }
        }

        /// Adds a turn to those that were noted before it, at its place.
        ///
        /// @param said in the order of speaking
        public void addTo(List<Turn> said) {
            said.add(Math.max(0, said.size() - overtaken), turn);
        }
    }

    /// The caller interrupted the agent.
    ///
    /// @param heard what was heard of the utterances that were cut
    record BargedIn(List<HeardItem> heard) implements JournalEntry {}

    /// The model asked for a tool. The arguments are private.
    record ToolStarted(ToolCall call) implements JournalEntry {}

    /// A tool call ended, or a tool has reported after that: one that was given up, or that has answered early. The
    /// outcome's answer is private.
    record ToolEnded(String tool, ToolOutcome outcome, Duration took) implements JournalEntry {}

    /// The caller was told that something is done or so, and no tool has proved it: the agent is made to correct
    /// itself,
    /// and the call is worth looking at. It holds none of the words.
    ///
    /// @param kind what was claimed, such as `booked`
    record FalseClaim(String kind) implements JournalEntry {}

    /// The caller has heard the agent speak about a false claim of this kind after it was told to correct itself.
    record ClaimCorrected(String kind) implements JournalEntry {}

    /// It was decided that the call ends.
    record Leaving(EndReason reason) implements JournalEntry {}

    /// An operator has asked for something, and this has become of it. The text is private.
    record Operated(OperatorRequest request, OperatorResult result) implements JournalEntry {}

    /// The caller has heard the farewell, or its deadline has passed.
    ///
    /// @param wholly whether the line proved that it was played to its last word
    record FarewellOver(boolean wholly) implements JournalEntry {}

    /// The carrier has taken it on to tell the caller that we cannot go on, and to dial the desk if there is
    /// one.
    record Apologised() implements JournalEntry {}

    /// The carrier was asked to end the call; `attempt` counts from 1.
    record HangupRequested(int attempt) implements JournalEntry {}

    /// The last attempt to control the call proved nothing.
    record ControlFailed(String why) implements JournalEntry {}

    /// The call is over, and the carrier has said so.
    record Ended(CallEnding ending) implements JournalEntry {}

    /// The media connection broke while the caller was being served; it is waited for a new one.
    record LineInterrupted() implements JournalEntry {}

    /// There is a media connection again, and the conversation goes on.
    ///
    /// @param gap for how long there was none; zero when another process had the call before and it is not known
    record LineResumed(Duration gap) implements JournalEntry {}

    /// The caller objected to the farewell, or has not heard it because the line was lost, and the call goes on.
    record FarewellTakenBack() implements JournalEntry {}

    /// The caller was told that the call is about to end.
    record Warned() implements JournalEntry {}

    /// The end was decided that long ago, and the carrier has still not said that the call is over.
    record EndingOverdue(Duration since) implements JournalEntry {}

    /// The carrier reports that a media connection of the call has failed.
    ///
    /// @param error its reason, as a rule a number first
    record StreamFailed(String error) implements JournalEntry {}

    /// The process is stopping and has let the call go.
    record LetGo() implements JournalEntry {}

    /// Another process has taken the call over.
    record TakenOver() implements JournalEntry {}

    /// This process has taken the call over, in that state.
    record FoundLeftBehind(CallState state) implements JournalEntry {}

    /// An event came that has no meaning in this phase; races are normal.
    record Ignored(String event, String phase) implements JournalEntry {}

    /// The provider reported a fault.
    record ModelFaulted(String fault) implements JournalEntry {}

    /// The session with the speech model was lost in the conversation; another one is asked for.
    record ModelLost() implements JournalEntry {}

    /// There is a speech model again, and the conversation goes on.
    ///
    /// @param provider who answers now
    /// @param gap for how long there was none; zero when the change was planned and nobody has noticed it
    record ModelBack(String provider, String model, Duration gap) implements JournalEntry {}

    /// The line was said that comes before everything else, or as much of it as the caller was there for. It is noted
    /// when the caller is proven to have heard its end, or can hear no more of it. The text is not private.
    ///
    /// @param version stands for the text; another text has another one
    /// @param wholly whether it is proven that the caller has heard it to its end
    record Disclosed(String version, String text, boolean wholly) implements JournalEntry {

        private static final long FNV_OFFSET = 0xcbf29ce484222325L;
        private static final long FNV_PRIME = 0x100000001b3L;

        /// The entry about this text.
        public static Disclosed of(String text, boolean wholly) {
            return new Disclosed(version(text), text, wholly);
        }

        /// What stands for this text: 16 hexadecimal digits.
        public static String version(String text) {
            long hash = FNV_OFFSET;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            return HexFormat.of().toHexDigits(hash);
        }
    }

    /// The agent's first words were heard.
    ///
    /// @param sent from the opening of the line to their first sound on its way
    /// @param heard from there to the proof that the caller has heard the beginning of it
    record Greeted(Duration sent, Duration heard) implements JournalEntry {}

    /// The agent has answered the caller.
    ///
    /// @param sent from the end of the caller's turn to the first sound of the answer on its way
    /// @param heard from there to the proof that the caller has heard the beginning of it
    record Answered(Duration sent, Duration heard) implements JournalEntry {}
}
