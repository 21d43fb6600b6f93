package dev.switchhook.twilio.media;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.RateLimit;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import dev.switchhook.twilio.browser.BrowserLines.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One media connection from its handshake to its end: it claims a call with `start` and turns messages into line
/// events. Its listener gets [LineEvent.Opened] and [LineEvent.Lost] in any case, and between them nothing more once
/// the line was refused.
///
/// Everything runs on the connection's event loop, so nothing is locked. Time comes in as nanoseconds of a monotonic
/// clock.
final class MediaConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MediaConnection.class);
    private static final Pattern STREAM_SID = Pattern.compile("MZ[0-9a-fA-F]{32}");
    private static final String KEYS = "0123456789*#ABCD";
    /// Characters of base64; what [MediaLimits#mostEarlyFrames] come to is a sixth of it.
    private static final int MOST_EARLY_LENGTH = 64 * 1024;
    /// Nanoseconds between two messages of Twilio's.
    private static final long NOMINAL_PACE = 20_000_000;
    /// What 10 s of silence keep back, after which the connection counts as lost.
    private static final long MOST_OVERDUE = 500;
    private static final int NORMAL = 1000;
    private static final int VIOLATION = 1008;
    private static final int GOING_AWAY = 1001;

    private final StreamTicket ticket;
    private final Peer peer;
    private final IncomingCalls calls;
    private final MediaSocket socket;
    private final Runnable hangUp;
    private final PendingSockets pending;
    private final TwilioMetrics metrics;
    private final MediaLimits limits;
    private final RateLimit messages;
    private final RateLimit malformed;
    private final List<StreamMessage.Media> early = new ArrayList<>();
    private int earlyLength;
    private final long openedAt;
    /// How many messages the network has kept back and may deliver at once: a stall is not a flood.
    private long overdue;

    private long lastMessageAt;
    private long lastPingAt;
    private long nextSequence = -1;
    private @Nullable Stream stream;
    private boolean stopped;
    private boolean refused;
    private boolean closed;

    /// The part that exists once the call is claimed.
    private record Stream(String sid, CallId call, TwilioPhoneLine line, LineListener listener) {}

    MediaConnection(
            StreamTicket ticket,
            Peer peer,
            IncomingCalls calls,
            MediaSocket socket,
            PendingSockets pending,
            TwilioMetrics metrics,
            MediaLimits limits,
            long now) {
        this.ticket = ticket;
        this.peer = peer;
        this.hangUp = () -> socket.close(NORMAL, "");
        this.calls = calls;
        this.socket = socket;
        this.pending = pending;
        this.metrics = metrics;
        this.limits = limits;
        this.messages = new RateLimit(limits.mostMessages(), limits.rateWindow());
        this.malformed = new RateLimit(limits.mostMalformed(), limits.malformedWindow());
        this.openedAt = now;
        this.lastMessageAt = now;
        this.lastPingAt = now;
    }

    /// A text message has arrived.
    void received(String text, long now) {
        if (isDeaf()) {
            return;
        }
        overdue = Math.clamp(overdue + (now - lastMessageAt) / NOMINAL_PACE - 1, 0, MOST_OVERDUE);
        lastMessageAt = now;
        StreamMessage message = MediaStreamCodec.decode(text);
        if (overdue == 0 && !isMarkOfOurs(message) && messages.isExceeded(now)) {
            refuse(Event.FLOODED, "too many messages");
            return;
        }
        switch (message) {
            case StreamMessage.Connected _ -> {}
            case StreamMessage.Start start -> started(start);
            case StreamMessage.Media media -> sound(media);
            case StreamMessage.Dtmf dtmf -> onStream(dtmf.streamSid(), dtmf.sequence(), on -> key(on, dtmf.digit()));
            case StreamMessage.Mark mark -> onStream(mark.streamSid(), mark.sequence(), on -> marked(on, mark.name()));
            case StreamMessage.Stop stop -> onStream(stop.streamSid(), stop.sequence(), this::stopped);
            case StreamMessage.Unknown _ -> metrics.count(Event.MESSAGE_UNEXPECTED);
            case StreamMessage.Malformed _ -> {
                metrics.count(Event.MESSAGE_MALFORMED);
                if (malformed.isExceeded(now)) {
                    refuse(Event.PROTOCOL_BROKEN, "too many malformed messages");
                }
            }
        }
    }

    /// Whether nothing of this connection is listened to any more. It may be refused by its call from any thread at
    /// any time after its start, because whether its ticket is right is found out beside.
    private boolean isDeaf() {
        return refused || closed || (stream != null && stream.line().isRefused());
    }

    /// Marks come back in a crowd when playing is stopped: as many as we have sent are welcome at any pace.
    private boolean isMarkOfOurs(StreamMessage message) {
        return message instanceof StreamMessage.Mark
                && stream != null
                && stream.line().hasMarksOut();
    }

    private void started(StreamMessage.Start start) {
        String sid = start.streamSid();
        String call = start.callSid();
        if (stream != null || sid == null || call == null || !fits(start, sid, call)) {
            refuse(Event.PROTOCOL_BROKEN, "start does not fit");
            return;
        }
        CallId id = new CallId(call);
        TwilioPhoneLine line = new TwilioPhoneLine(id, sid, socket, limits.mostQueued(), metrics);
        LineListener listener = calls.connect(ticket, id, line);
        pending.leave();
        stream = new Stream(sid, id, line, listener);
        peer.opened(id, hangUp);
        LOG.info("call={} event=media-started", id);
        count(start.sequence());
        listener.on(new LineEvent.Opened());
        List<StreamMessage.Media> waiting = List.copyOf(early);
        early.clear();
        for (StreamMessage.Media media : waiting) {
            if (!isDeaf()) {
                sound(media);
            }
        }
    }

    private boolean fits(StreamMessage.Start start, String sid, String call) {
        return STREAM_SID.matcher(sid).matches()
                && peer.callSid().matcher(call).matches()
                && peer.accountSid().equals(start.accountSid())
                && ticket.secret().equals(start.ticket())
                && start.telephoneSound();
    }

    private void sound(StreamMessage.Media media) {
        if (stream == null) {
            early.add(media);
            earlyLength += media.payload().length();
            if (early.size() > limits.mostEarlyFrames() || earlyLength > MOST_EARLY_LENGTH) {
                refuse(Event.PROTOCOL_BROKEN, "sound before start");
            }
            return;
        }
        onStream(media.streamSid(), media.sequence(), on -> heard(on, media));
    }

    private void heard(Stream on, StreamMessage.Media media) {
        if (!media.inbound() || stopped) {
            metrics.count(Event.MESSAGE_UNEXPECTED);
        } else if (media.payload().isEmpty()) {
            metrics.count(Event.SOUND_REPLACED);
        } else {
            AudioChunk audio =
                    AudioChunk.ofBase64(AudioFormat.MULAW_8K, media.payload()).orElseGet(this::silence);
            Optional<Duration> at =
                    media.timestamp() < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(media.timestamp()));
            on.listener().on(new LineEvent.CallerAudio(audio, at));
        }
    }

    private AudioChunk silence() {
        metrics.count(Event.SOUND_REPLACED);
        byte[] bytes = new byte[20 * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        Arrays.fill(bytes, AudioFormat.MULAW_SILENCE);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }

    private void key(Stream on, String digit) {
        if (digit.length() != 1 || KEYS.indexOf(digit.charAt(0)) < 0) {
            metrics.count(Event.MESSAGE_UNEXPECTED);
        } else {
            on.listener().on(new LineEvent.KeyPressed(digit.charAt(0)));
        }
    }

    private void marked(Stream on, String name) {
        if (on.line().markReturned()) {
            on.listener().on(new LineEvent.Played(new MarkName(name)));
        } else {
            metrics.count(Event.MESSAGE_UNEXPECTED);
        }
    }

    private void stopped(Stream on) {
        if (!stopped) {
            stopped = true;
            LOG.info("call={} event=media-stopped", on.call());
            on.listener().on(new LineEvent.Stopped());
        }
    }

    /// Does something with the stream, if there is one and the message belongs to it.
    private void onStream(@Nullable String sid, long sequence, Consumer<Stream> action) {
        Stream on = stream;
        if (on == null || sid == null) {
            metrics.count(Event.MESSAGE_UNEXPECTED);
        } else if (!on.sid().equals(sid)) {
            refuse(Event.PROTOCOL_BROKEN, "another stream");
        } else {
            count(sequence);
            action.accept(on);
        }
    }

    private void count(long sequence) {
        if (sequence < 0 || (nextSequence >= 0 && sequence != nextSequence)) {
            metrics.count(Event.SEQUENCE_BROKEN);
        }
        nextSequence = sequence < 0 ? -1 : sequence + 1;
    }

    /// Looks at the clock.
    void tick(long now) {
        if (isDeaf()) {
            return;
        }
        long quiet = now - lastMessageAt;
        if (stream == null && now - openedAt >= limits.startWithin().toNanos()) {
            refuse(Event.NEVER_STARTED, "no start");
        } else if (quiet >= limits.lostAfter().toNanos()) {
            metrics.count(Event.INBOUND_SILENT);
            refused = true;
            socket.close(GOING_AWAY, "nothing heard");
            socket.abort();
        } else if (now - lastPingAt >= limits.pingEvery().toNanos()
                || (quiet >= limits.probeAfter().toNanos() && lastPingAt - lastMessageAt <= 0)) {
            lastPingAt = now;
            socket.ping();
        }
    }

    /// A defect of ours has shown itself while a message was handled.
    void failed() {
        if (!isDeaf()) {
            refused = true;
            metrics.count(Event.OUR_FAULT);
            socket.close(1011, "");
        }
    }

    /// The connection is closed, by whomever. Called again, it does nothing.
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        // Answers the close frame of the peer; the framework does not.
        socket.close(NORMAL, "");
        early.clear();
        if (stream == null) {
            pending.leave();
        } else {
            LOG.info("call={} event=media-closed", stream.call());
            stream.listener().on(new LineEvent.Lost());
            peer.closed(stream.call(), hangUp, end(stream));
        }
    }

    private End end(Stream on) {
        return on.line().isRefused() ? End.REFUSED : stopped ? End.LEFT : End.LOST;
    }

    private void refuse(Event why, String reason) {
        metrics.count(why);
        if (stream == null) {
            LOG.warn("event=media-refused why=\"{}\"", reason);
        } else {
            LOG.warn("call={} event=media-refused why=\"{}\"", stream.call(), reason);
        }
        refused = true;
        early.clear();
        socket.close(VIOLATION, reason);
    }
}
