package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a rehearsed telephone saw of one call. All times are `System.nanoTime()` of the process that
/// rehearses; sound is mu-law, 8 bytes a millisecond.
///
/// @param callSid the call
/// @param outcome how it ended
/// @param detail why, in words; empty when there is nothing to add
/// @param status Twilio's final status of the call, for example `completed`
/// @param times when what happened
/// @param speeches what the agent said, as it was really heard
/// @param utterances what the caller said
/// @param marks every mark that was returned, in the order of return
/// @param clears every `clear` that arrived
/// @param sockets how each media socket was closed
/// @param bytesReceived sound that the bridge sent
/// @param bytesPlayed sound that was really played
/// @param bytesUnplayed sound that waited to be played when the call or the stream was ended by the bridge: 0
///     for a farewell that was heard to its end
/// @param framesSent how many media frames were sent
/// @param worstSlipNanos by how much a frame left later than its schedule, at worst
/// @param said all sound that was sent, silence included, in order
/// @param heard all that the caller heard from the first `start` on, silence where nothing was played
/// @param streams when each media stream began and ended, in order
/// @param spoken what `<Say>` spoke
/// @param desk what happened at the desk that a `<Dial>` called
/// @param complaints every breach of the wire, in order; at most 100 are kept
public record PhoneReport(
        String callSid,
        Outcome outcome,
        String detail,
        String status,
        Times times,
        List<Speech> speeches,
        List<Utterance> utterances,
        List<MarkEcho> marks,
        List<Clear> clears,
        List<SocketEnd> sockets,
        long bytesReceived,
        long bytesPlayed,
        long bytesUnplayed,
        int framesSent,
        long worstSlipNanos,
        AudioChunk said,
        AudioChunk heard,
        List<StreamSpan> streams,
        List<SpokenLine> spoken,
        List<DeskEvent> desk,
        List<Complaint> complaints) {

    /// How a call ended.
    public enum Outcome {
        /// The bridge ended it by the REST API.
        ENDED_BY_REST,
        /// The bridge's TwiML ended it.
        ENDED_BY_TWIML,
        /// It had lasted as long as the bridge had allowed by `TimeLimit`.
        ENDED_BY_LIMIT,
        /// The media socket was lost, and nothing said how to go on.
        ENDED_BY_LOSS,
        /// The caller hung up, as the script says.
        CALLER_HUNG_UP,
        /// The caller lost patience.
        CALLER_GAVE_UP,
        /// The bridge rejected it before it was answered.
        REJECTED,
        /// It never came to a conversation: see the complaints.
        FAILED
    }

    /// When what happened; empty for what never did.
    ///
    /// @param placed the voice webhook was sent
    /// @param answered its answer had come
    /// @param startSent the first `start` was sent
    /// @param firstFrame the first frame of the caller was due
    /// @param firstMedia the first sound of the bridge arrived
    /// @param lastMarkReturned the last mark was returned
    /// @param restCompleted REST `completed` arrived
    /// @param stopSent the last `stop` was sent
    /// @param ended Twilio took the call for ended
    public record Times(
            OptionalLong placed,
            OptionalLong answered,
            OptionalLong startSent,
            OptionalLong firstFrame,
            OptionalLong firstMedia,
            OptionalLong lastMarkReturned,
            OptionalLong restCompleted,
            OptionalLong stopSent,
            OptionalLong ended) {}

    /// How a media socket was closed.
    ///
    /// @param byBridge whether the bridge closed it first
    /// @param code the close code; 1006 when there was no close frame
    /// @param atNanos when the first close frame was seen or sent, or the connection was gone
    public record SocketEnd(boolean byBridge, int code, long atNanos) {}

    /// Keeps its own copies of the lists.
    public PhoneReport {
        speeches = List.copyOf(speeches);
        utterances = List.copyOf(utterances);
        marks = List.copyOf(marks);
        clears = List.copyOf(clears);
        sockets = List.copyOf(sockets);
        streams = List.copyOf(streams);
        spoken = List.copyOf(spoken);
        desk = List.copyOf(desk);
        complaints = List.copyOf(complaints);
    }

    /// The last mark that was returned because everything before it had been played, up to that moment.
    public Optional<MarkEcho> lastMarkHeardBefore(long atNanos) {
        return marks.stream()
                .filter(mark -> !mark.cleared() && mark.returnedNanos() <= atNanos)
                .reduce((_, later) -> later);
    }

    /// How much sound was cut off at the end, in milliseconds, rounded up.
    public long unplayedMilliseconds() {
        return (bytesUnplayed + 7) / 8;
    }

    /// The text of what `<Say>` spoke.
    public List<String> spokenLines() {
        return spoken.stream().map(SpokenLine::text).toList();
    }

    /// For each media stream that followed another one: how long the caller was without the agent, from the
    /// end of the former stream, or from when nothing travelled on it any more, to the first sound in the
    /// next one. Streams without any sound are left out.
    public List<Duration> resumeGaps() {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < streams.size(); i++) {
            OptionalLong left = streams.get(i - 1).leftAloneNanos();
            OptionalLong back = streams.get(i).firstAudioNanos();
            if (left.isPresent() && back.isPresent()) {
                gaps.add(Duration.ofNanos(back.getAsLong() - left.getAsLong()));
            }
        }
        return gaps;
    }
}
