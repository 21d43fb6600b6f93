package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;

/// What every adapter of a speech model promises, proven against its strict rehearsal server. An adapter's test
/// extends this class and says how to dial; the promises stand in the interfaces, one idea each.
///
/// What the rehearsal server has to do so that these tests mean something:
///
/// - its detection of speech counts the time of the sound, not that of the wall, because caller sound is sent as fast
/// as possible; 500 ms of silence, or whatever the adapter configures up to 1,000 ms, end an utterance;
/// - it makes sound faster than it plays, but not at once: 4 to 20 times as fast;
/// - it goes on reading while it makes sound, and stops a reply when the caller speaks or it is told to;
/// - it answers an utterance of the caller unasked ([Cue.CallerSpoke]) unless the role plays nothing;
/// - tool answers that came since the last reply turn the next request for a reply into [Cue.ToolsAnswered];
/// - a line that is to be said exactly is given to the role as [Cue.Asked] when the provider is only asked for it.
///
/// A promise that hangs on a capability, on a fault that the server cannot show, or on a script that a real provider
/// does not follow, is skipped by an assumption that says so. Every wait has a limit of 10 s; nothing sleeps.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class SpeechModelContract
        implements OpeningPromises,
                ConversationPromises,
                InterruptionPromises,
                ToolPromises,
                LinePromises,
                TroublePromises,
                ResumptionPromises,
                EndingPromises {

    /// A model and the rehearsal server that it dials, for one conversation.
    public interface Bench extends AutoCloseable {

        /// The model under test, dialling this bench's server.
        SpeechModel model();

        /// Waits, for 10 s at most, until the server has seen the end of its only session, and tells what it saw.
        SessionReport report();

        /// Cuts the connection without any close handshake.
        void cutConnection();

        /// What the model must never show: its keys.
        default List<String> secrets() {
            return List.of();
        }

        /// Stops the server.
        @Override
        void close();
    }

    /// What a server can do wrong upon request.
    public enum Mishap {
        /// The handshake is refused because there is no room, with the advice to try again in 7 s (or another time).
        NO_ROOM,
        /// The session is never confirmed.
        NEVER_READY,
        /// The session is confirmed in another sound format than was asked for.
        OTHER_FORMAT,
        /// Unknown, incomplete and unreadable messages come in between.
        STRANGE_MESSAGES,
        /// A message of more than 64 KiB comes with or before the first reply's sound.
        HUGE_MESSAGES,
        /// An error that does not matter is told once the session is set up.
        HARMLESS_ERROR,
        /// The session reaches its longest duration, at the first reply at the latest.
        EXPIRES,
        /// Once the session is set up nothing is read any more.
        DEAF,
        /// Every tool call is sent twice under the same id.
        REPEATED_TOOL_CALLS,
        /// When a reply was interrupted, a piece of its sound comes after its end.
        LATE_SOUND,
        /// What the caller said is told only after the answer to it is over.
        LATE_TRANSCRIPTS
    }

    /// A bench whose server lets each session be played by the next role of the supplier.
    protected abstract Bench bench(Supplier<Role> roles);

    /// A bench whose server refuses the model's key, in the way in which the provider really does it. Its
    /// [Bench#report] is not asked for.
    protected abstract Bench benchRefusing();

    /// The model under test, dialling `127.0.0.1` in clear text at that port.
    protected abstract SpeechModel modelDialling(int loopbackPort);

    /// A bench whose server does this wrong.
    ///
    /// @return empty when the server cannot; the promise about it is skipped, and says so
    protected Optional<Bench> benchWith(Mishap mishap, Supplier<Role> roles) {
        return Optional.empty();
    }

    /// Whether the bench's provider follows a [Role]. A real one does not.
    protected boolean playsRoles() {
        return true;
    }

    /// Whether the wire carries tool arguments as text, so that they can be malformed.
    protected boolean carriesAnyArguments() {
        return true;
    }

    /// Checks that sound has arrived. Wherever sound is turned over on its way, a test says what may be lost.
    protected void assertSameSound(AudioChunk sent, AudioChunk arrived) {
        assertThat(arrived).isEqualTo(sent);
    }

    /// For the promises.
    @Override
    public final SpeechModelContract contract() {
        return this;
    }
}
