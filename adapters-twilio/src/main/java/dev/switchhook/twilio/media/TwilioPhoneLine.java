package dev.switchhook.twilio.media;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The line to one caller over a started media stream.
///
/// What the connection has not taken is bounded: past 60 s of sound further sound is dropped and counted. Marks and
/// the command to stop playing still go out, because the call is steered by them; when even those pile up, the peer
/// takes nothing any more and is cut off.
final class TwilioPhoneLine implements PhoneLine {

    private static final Logger LOG = LoggerFactory.getLogger(TwilioPhoneLine.class);
    /// Twilio takes a payload of any size; short ones let a clear take effect between two.
    private static final int LONGEST_PIECE_MILLISECONDS = 400;
    /// Room for some thousand marks beyond the bound of sound.
    private static final int STEERING_ROOM = 256 * 1024;

    private final CallId call;
    private final String streamSid;
    private final MediaSocket socket;
    private final int mostQueued;
    private final TwilioMetrics metrics;
    private final AtomicInteger marksOut = new AtomicInteger();
    private final AtomicBoolean refused = new AtomicBoolean();

    TwilioPhoneLine(CallId call, String streamSid, MediaSocket socket, int mostQueued, TwilioMetrics metrics) {
        this.call = call;
        this.streamSid = streamSid;
        this.socket = socket;
        this.mostQueued = mostQueued;
        this.metrics = metrics;
    }

    @Override
    public void send(LineCommand command) {
        switch (command) {
            case LineCommand.Play(AudioChunk audio) -> play(audio);
            case LineCommand.Mark(var name) -> {
                marksOut.incrementAndGet();
                steer(MediaStreamCodec.mark(streamSid, name.value()));
            }
            case LineCommand.StopPlaying() -> steer(MediaStreamCodec.clear(streamSid));
        }
    }

    private void play(AudioChunk audio) {
        if (!audio.format().equals(AudioFormat.MULAW_8K)) {
            throw new IllegalArgumentException(
                    "Twilio plays mu-law only, not " + audio.format().name());
        }
        if (audio.byteCount() == 0) {
            return;
        }
        for (AudioChunk piece : audio.pieces(LONGEST_PIECE_MILLISECONDS)) {
            String message = MediaStreamCodec.media(streamSid, piece.base64());
            if (socket.queuedBytes() + message.length() > mostQueued) {
                metrics.count(Event.OUTBOUND_SOUND_DROPPED);
            } else {
                socket.send(message);
            }
        }
    }

    private void steer(String message) {
        if (socket.queuedBytes() + message.length() > mostQueued + STEERING_ROOM) {
            metrics.count(Event.OUTBOUND_STUCK);
            socket.abort();
        } else {
            socket.send(message);
        }
    }

    @Override
    public void close() {
        socket.close(1000, "");
    }

    @Override
    public void refuse() {
        if (refused.compareAndSet(false, true)) {
            metrics.count(Event.TICKET_REFUSED);
            LOG.warn("call={} event=media-refused why=\"no right to the call\"", call);
            socket.close(1008, "no such call");
        }
    }

    /// Whether the connection has no right to its call.
    boolean isRefused() {
        return refused.get();
    }

    /// Whether a mark may come back.
    boolean hasMarksOut() {
        return marksOut.get() > 0;
    }

    /// Takes note that a mark came back.
    ///
    /// @return whether one was outstanding
    boolean markReturned() {
        return marksOut.getAndUpdate(out -> Math.max(0, out - 1)) > 0;
    }
}
