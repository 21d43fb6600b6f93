package dev.switchhook.app.crash;

import dev.switchhook.app.crash.Voiceprint.Heard;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.StreamSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// What one call proves, from what its telephone saw and heard.
///
/// @param callSid the call
/// @param outcome how it ended
/// @param sessions the sessions of the speech model that the caller heard, in order
/// @param cut why the caller was cut off wrongly; empty when the call ended as it may
/// @param gaps for each time that the conversation was interrupted and the caller stayed: for how long the caller was
///     without the agent; empty for one that never came back
record CallVerdict(
        String callSid,
        PhoneReport.Outcome outcome,
        List<Integer> sessions,
        Optional<String> cut,
        List<Optional<Duration>> gaps) {

    /// Judges a call.
    ///
    /// @param apology what the program has the carrier say when it gives up
    /// @param goodbyes tells whether the agent of a session has said goodbye
    static CallVerdict of(PhoneReport phone, String apology, IntPredicate goodbyes) {
        List<Heard> heard = Voiceprint.read(phone.heard().bytes());
        List<Integer> sessions = heard.stream().map(Heard::session).distinct().toList();
        // Who was heard last must have said goodbye, heard or not: the process may have died in the middle of it.
        boolean farewell = !heard.isEmpty()
                && (heard.getLast().kind() == Voiceprint.Kind.GOODBYE
                        || goodbyes.test(heard.getLast().session()));
        Optional<String> cut = wronglyCut(phone, apology, farewell);
        return new CallVerdict(phone.callSid(), phone.outcome(), sessions, cut, gaps(phone, cut.isPresent()));
    }

    private static Optional<String> wronglyCut(PhoneReport phone, String apology, boolean farewell) {
        if (phone.spokenLines().stream().anyMatch(line -> line.contains(apology))) {
            return Optional.of("the caller was told an apology");
        }
        return switch (phone.outcome()) {
            case CALLER_HUNG_UP -> Optional.empty();
            case ENDED_BY_REST, ENDED_BY_TWIML ->
                farewell ? Optional.empty() : Optional.of(phone.outcome() + " without a farewell");
            default -> Optional.of(phone.outcome() + " " + phone.detail());
        };
    }

    /// An interruption lasts from the end of a stream to the next sound of the agent, whichever stream brings it; a
    /// caller who left meanwhile, or a call that was ended meanwhile as it may be, counts for nothing.
    private static List<Optional<Duration>> gaps(PhoneReport phone, boolean wrong) {
        List<Optional<Duration>> gaps = new ArrayList<>();
        long since = 0;
        boolean waiting = false;
        boolean known = false;
        for (StreamSpan stream : phone.streams()) {
            if (stream.firstAudioNanos().isPresent()) {
                if (waiting) {
                    gaps.add(Optional.of(
                            Duration.ofNanos(stream.firstAudioNanos().getAsLong() - since)));
                }
                waiting = false;
                known = true;
            }
            boolean last = stream.equals(phone.streams().getLast());
            if (stream.endedNanos().isPresent() && !waiting && known && (!last || wrong)) {
                since = stream.endedNanos().getAsLong();
                waiting = true;
            }
        }
        if (waiting && wrong) {
            gaps.add(Optional.empty());
        }
        return gaps;
    }
}
