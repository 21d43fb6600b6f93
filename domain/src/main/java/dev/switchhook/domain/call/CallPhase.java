package dev.switchhook.domain.call;

import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.control.ControlCommand;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// Where a call stands. Phases are values: the machine replaces them, nobody edits them.
///
/// ```
/// CONNECTING -> TALKING <-> RECONNECTING
///      \           \ \^         /^
///       \-----------> LEAVING <-/ -> ENDED
///
/// from every phase but ENDED: LET_GO
/// ```
public sealed interface CallPhase {

    /// The line is open and the model is not ready yet, or not even asked.
    ///
    /// @param giveUpAt until when the model may become ready
    record Connecting(Instant giveUpAt) implements CallPhase {}

    /// Caller and agent talk.
    record Talking() implements CallPhase {}

    /// It is decided that the call ends. There are two ways back: the caller objects to the farewell, once; or
    /// the line is lost before the caller has heard of it, and the goodbye is said on the next one.
    ///
    /// @param reason why, with the decider
    /// @param hangUpFrom since when nothing but the hang-up itself is waited for
    /// @param lineClosed whether the media connection is closed, or told to close
    /// @param stage what is being waited for
    record Leaving(EndReason reason, Instant hangUpFrom, boolean lineClosed, Stage stage) implements CallPhase {

        Leaving at(Stage next) {
            return new Leaving(reason, hangUpFrom, lineClosed, next);
        }

        Leaving hangingUpFrom(Instant now) {
            return new Leaving(reason, now, lineClosed, stage);
        }

        Leaving withLineClosed() {
            return new Leaving(reason, hangUpFrom, true, stage);
        }
    }

    /// The media connection broke, and the caller is, or may be, still on the phone: it is waited for the carrier to
    /// come back, and then the carrier is asked to. Also where a call begins that another process has left behind.
    ///
    /// @param since since when the caller is without us
    /// @param returnsBy until when the carrier may come back by itself
    /// @param seen when the carrier has last said that the caller is still there; at first, when the line was lost
    /// @param stage what is being waited for
    record Reconnecting(Instant since, Instant returnsBy, Instant seen, Stage stage) implements CallPhase {

        Reconnecting at(Stage next) {
            return new Reconnecting(since, returnsBy, seen, next);
        }

        Reconnecting seen(Instant now) {
            return new Reconnecting(since, returnsBy, now, stage);
        }
    }

    /// Another process serves the call from now on, or may: nothing of it is ours any more.
    record LetGo() implements CallPhase {}

    /// The carrier has said that the call is over, and the media connection is closed.
    record Ended(CallEnding ending) implements CallPhase {}

    /// What is waited for while a call is being ended, and until when.
    sealed interface Stage {

        /// When this stage is over at the latest.
        Instant until();

        /// The farewell is spoken and played.
        ///
        /// @param complete whether the model has finished it, so that only playing it remains
        /// @param objection until when a caller who begins to speak takes the decision back;
        ///     [Instant#MAX] until the farewell has begun, [Instant#MIN] when the decision stands
        record Farewell(boolean complete, Instant until, Instant objection) implements Stage {}

        /// The last word has been heard; a moment of quiet before the line goes down.
        record Grace(Instant until) implements Stage {}

        /// The carrier asks what to do after the media connection has ended, says the apology, and dials the desk or
        /// hangs up.
        record Apology(Instant until) implements Stage {}

        /// A request to the carrier is under way.
        record Asking(ControlCommand command, int attempt, Instant until) implements Stage {}

        /// The carrier has been asked, or will report by itself; at `until` the next request goes out.
        record Pausing(ControlCommand next, int attempt, Instant until) implements Stage {}

        /// The call is over; the carrier closes the media connection, or we do.
        record ClosingLine(CallEnding ending, Instant until) implements Stage {}
    }

    /// The phases by name, with the allowed next ones.
    enum Kind {
        /// See [Connecting].
        CONNECTING,
        /// See [Talking].
        TALKING,
        /// See [Reconnecting].
        RECONNECTING,
        /// See [Leaving].
        LEAVING,
        /// See [LetGo].
        LET_GO,
        /// See [Ended].
        ENDED;

        /// Which phases may follow this one, itself included.
        public Set<Kind> next() {
            return switch (this) {
                case CONNECTING -> EnumSet.of(CONNECTING, TALKING, RECONNECTING, LEAVING, LET_GO);
                case TALKING -> EnumSet.of(TALKING, RECONNECTING, LEAVING, LET_GO);
                case RECONNECTING -> EnumSet.of(RECONNECTING, CONNECTING, TALKING, LEAVING, LET_GO);
                case LEAVING -> EnumSet.of(LEAVING, TALKING, RECONNECTING, CONNECTING, ENDED, LET_GO);
                case LET_GO -> EnumSet.of(LET_GO);
                case ENDED -> EnumSet.of(ENDED);
            };
        }
    }

    /// The name of this phase.
    default Kind kind() {
        return switch (this) {
            case Connecting _ -> Kind.CONNECTING;
            case Talking _ -> Kind.TALKING;
            case Reconnecting _ -> Kind.RECONNECTING;
            case Leaving _ -> Kind.LEAVING;
            case LetGo _ -> Kind.LET_GO;
            case Ended _ -> Kind.ENDED;
        };
    }
}
