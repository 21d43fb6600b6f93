package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The inside of the house: admits everyone.
final class House implements IncomingCalls {

    final Map<StreamTicket, CallId> tickets = new ConcurrentHashMap<>();
    private final BlockingQueue<Guest> guests = new LinkedBlockingQueue<>();
    private final BlockingQueue<LineStatus> statuses = new LinkedBlockingQueue<>();
    /// One permit for every time that the carrier has asked what to do after the stream.
    final Semaphore asked = new Semaphore(0);
    volatile AfterStream after = new AfterStream.HangUp();

    @Override
    public Admission announce(IncomingCall call) {
        StreamTicket ticket = TestServer.ticket(tickets.size());
        tickets.put(ticket, call.id());
        return new Admission.Admitted(ticket);
    }

    @Override
    public boolean expects(StreamTicket ticket) {
        return tickets.containsKey(ticket);
    }

    @Override
    public LineListener connect(StreamTicket ticket, CallId call, PhoneLine line) {
        Guest guest = new Guest(call, line);
        guests.add(guest);
        return guest;
    }

    @Override
    public AfterStream afterStream(CallId call) {
        AfterStream answer = after;
        asked.release();
        return answer;
    }

    @Override
    public void statusChanged(CallId call, LineStatus status) {
        statuses.add(status);
    }

    @Override
    public void mediaFailed(CallId call, String error) {
        // Whoever asks looks at what the carrier complained of.
    }

    Guest guest() throws InterruptedException {
        return Optional.ofNullable(guests.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    void awaits(LineStatus status) throws InterruptedException {
        assertThat(statuses.poll(20, TimeUnit.SECONDS)).isEqualTo(status);
    }

    /// One caller.
    static final class Guest implements LineListener {

        final CallId call;
        final PhoneLine line;
        private final BlockingQueue<LineEvent> events = new LinkedBlockingQueue<>();
        final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Guest(CallId call, PhoneLine line) {
            this.call = call;
            this.line = line;
        }

        @Override
        public void on(LineEvent event) {
            events.add(event);
        }

        void greet() {
            AgainstRehearsedTwilio.GREETING.pieces(100).forEach(piece -> line.send(new LineCommand.Play(piece)));
            line.send(new LineCommand.Mark(AgainstRehearsedTwilio.GREETED));
        }

        void awaits(LineEvent wanted) throws InterruptedException {
            LineEvent event = next();
            while (!event.equals(wanted)) {
                event = next();
            }
        }

        void hears(AudioChunk clip) throws InterruptedException {
            int sounding = 0;
            while (sounding < clip.byteCount()) {
                if (next() instanceof LineEvent.CallerAudio(AudioChunk audio, var _)) {
                    for (byte b : audio.bytes()) {
                        sounding += b == AudioFormat.MULAW_SILENCE ? 0 : 1;
                    }
                }
            }
        }

        private LineEvent next() throws InterruptedException {
            LineEvent event = events.poll(20, TimeUnit.SECONDS);
            if (event instanceof LineEvent.CallerAudio(AudioChunk audio, var _)) {
                heard.writeBytes(audio.bytes());
            }
            return Optional.ofNullable(event).orElseThrow();
        }
    }
}
