package dev.switchhook.twilio;

import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what Twilio, or somebody in its place, did that was not as agreed, and what we did about it. One for the
/// whole program; safe for use by several threads; counts never go down.
@Singleton
public final class TwilioMetrics {

    /// What is counted.
    public enum Event {
        /// A webhook without a right signature, or of another account; answered with 403.
        WEBHOOK_FORGED,
        /// A webhook that cannot be read; answered with 400, 413 or 415.
        WEBHOOK_MALFORMED,
        /// The announcement of a call that was taken before; answered with 403.
        WEBHOOK_REPLAYED,
        /// A report of a call status that we do not know; ignored.
        STATUS_UNKNOWN,
        /// A WebSocket handshake without a right signature or an expected ticket; answered with 403.
        HANDSHAKE_REFUSED,
        /// A media connection that came while too many others had not started yet; refused.
        TOO_MANY_PENDING,
        /// A media connection that did not start in time; closed.
        NEVER_STARTED,
        /// A media connection that broke the protocol: another call, stream or format, a second start; closed.
        PROTOCOL_BROKEN,
        /// A media connection that sent a frame which is too large, binary, or one of too many; closed.
        FLOODED,
        /// A message that is not what it should be; ignored.
        MESSAGE_MALFORMED,
        /// A kind of message that we do not know, or one that does not belong where it came; ignored.
        MESSAGE_UNEXPECTED,
        /// A jump or step back in the numbering of messages; the sound is played as it came.
        SEQUENCE_BROKEN,
        /// Sound that could not be decoded; replaced by silence, or left out when it was empty.
        SOUND_REPLACED,
        /// Our sound that was dropped because the connection does not take it fast enough.
        OUTBOUND_SOUND_DROPPED,
        /// A media connection that took nothing at all any more; closed.
        OUTBOUND_STUCK,
        /// A media connection on which nothing arrived for too long; closed.
        INBOUND_SILENT,
        /// A media connection whose ticket was used, has expired, or is another call's; closed.
        TICKET_REFUSED,
        /// A REST request that Twilio answered with 429; what can wait is held back for a second.
        CONTROL_TOO_BUSY,
        /// A redirect or a time limit that was not asked of Twilio, because hang-ups go first; told as unknown.
        CONTROL_HELD_BACK,
        /// A defect of ours: a webhook was answered with 500, or a media connection was closed.
        OUR_FAULT
    }

    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

    /// All counts are zero.
    public TwilioMetrics() {
        for (Event event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    /// Counts one.
    public void count(Event event) {
        adder(event).increment();
    }

    /// How often that has happened so far.
    public long of(Event event) {
        return adder(event).sum();
    }

    /// How often each of these things has happened so far, by its name in lower case with underscores, such as
    /// `webhook_forged`; in the order of [Event].
    public Map<String, Long> counts() {
        Map<String, Long> all = new LinkedHashMap<>();
        counts.forEach((event, adder) -> all.put(event.name().toLowerCase(Locale.ROOT), adder.sum()));
        return Collections.unmodifiableMap(all);
    }

    private LongAdder adder(Event event) {
        LongAdder adder = counts.get(event);
        if (adder == null) {
            throw new IllegalStateException("every event is counted from the start");
        }
        return adder;
    }
}
