package dev.switchhook.twilio.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What is noted during one call, to become its [PhoneReport]. Used on the event loop of the call.
final class CallNotes {

    private static final int MOST_COMPLAINTS = 100;

    final Recording said = new Recording();
    final Recording heard = new Recording();
    final List<Speech> speeches = new ArrayList<>();
    final List<MarkEcho> marks = new ArrayList<>();
    final List<Clear> clears = new ArrayList<>();
    final List<PhoneReport.SocketEnd> sockets = new ArrayList<>();
    final List<SpokenLine> spoken = new ArrayList<>();
    final List<DeskEvent> desk = new ArrayList<>();
    private final List<StreamSpan> streams = new ArrayList<>();
    private final List<Complaint> complaints = new ArrayList<>();
    OptionalLong placed = OptionalLong.empty();
    OptionalLong answered = OptionalLong.empty();
    OptionalLong startSent = OptionalLong.empty();
    OptionalLong firstFrame = OptionalLong.empty();
    OptionalLong firstMedia = OptionalLong.empty();
    OptionalLong lastMarkReturned = OptionalLong.empty();
    OptionalLong restCompleted = OptionalLong.empty();
    OptionalLong stopSent = OptionalLong.empty();
    OptionalLong ended = OptionalLong.empty();
    long bytesReceived;
    long bytesPlayed;
    long bytesUnplayed;
    int framesSent;
    long worstSlipNanos;

    void streamStarted(String streamSid, long atNanos) {
        OptionalLong notYet = OptionalLong.empty();
        streams.add(new StreamSpan(streamSid, atNanos, notYet, notYet, notYet, 0));
    }

    void streamSounded(long atNanos) {
        StreamSpan now = streams.removeLast();
        OptionalLong sounded = first(now.firstAudioNanos(), atNanos);
        streams.add(
                new StreamSpan(now.streamSid(), now.startedNanos(), sounded, now.cutNanos(), OptionalLong.empty(), 0));
    }

    /// Nothing travels on the connection of the stream any more, or everything again.
    void streamCut(OptionalLong sinceNanos) {
        StreamSpan now = streams.removeLast();
        streams.add(new StreamSpan(
                now.streamSid(), now.startedNanos(), now.firstAudioNanos(), sinceNanos, OptionalLong.empty(), 0));
    }

    void streamEnded(long atNanos, long unplayed) {
        StreamSpan now = streams.removeLast();
        OptionalLong ended = OptionalLong.of(atNanos);
        streams.add(new StreamSpan(
                now.streamSid(), now.startedNanos(), now.firstAudioNanos(), now.cutNanos(), ended, unplayed));
        bytesUnplayed += unplayed;
    }

    void complain(Complaint complaint) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    void complain(int code, String text) {
        complain(new Complaint(code, text));
    }

    /// The first of two moments.
    static OptionalLong first(OptionalLong noted, long nowNanos) {
        return noted.isPresent() ? noted : OptionalLong.of(nowNanos);
    }

    PhoneReport report(
            String callSid, PhoneReport.Outcome outcome, String detail, String status, List<Utterance> utterances) {
        return new PhoneReport(
                callSid,
                outcome,
                detail,
                status,
                new PhoneReport.Times(
                        placed,
                        answered,
                        startSent,
                        firstFrame,
                        firstMedia,
                        lastMarkReturned,
                        restCompleted,
                        stopSent,
                        ended),
                speeches,
                utterances,
                marks,
                clears,
                sockets,
                bytesReceived,
                bytesPlayed,
                bytesUnplayed,
                framesSent,
                worstSlipNanos,
                said.copy(),
                heard.copy(),
                streams,
                spoken,
                desk,
                complaints);
    }
}
