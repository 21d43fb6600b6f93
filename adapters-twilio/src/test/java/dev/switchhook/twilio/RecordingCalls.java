package dev.switchhook.twilio;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.testkit.Recorded;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The inside of the house as the adapter's tests need it: tickets that tests give out, everything else recorded.
public final class RecordingCalls implements IncomingCalls {

    /// One call whose media connection was claimed.
    public record Connected(CallId call, PhoneLine line, Recorded<LineEvent> events) {}

    private final Map<StreamTicket, CallId> tickets = new ConcurrentHashMap<>();
    private final Recorded<IncomingCall> announced = new Recorded<>();
    private final Recorded<Map.Entry<CallId, LineStatus>> statuses = new Recorded<>();
    private final Recorded<Map.Entry<CallId, String>> mediaFaults = new Recorded<>();
    private final Recorded<Connected> connected = new Recorded<>();
    private volatile Admission admission = new Admission.Replayed();
    private volatile AfterStream afterStream = new AfterStream.HangUp();
    private final Recorded<Thread> threads = new Recorded<>();
    private volatile Consumer<LineEvent> trouble = _ -> {};
    private volatile Runnable lookUp = () -> {};

    /// From now on every call is answered like this.
    public void answer(Admission next) {
        admission = next;
    }

    /// From now on a call whose media have ended is answered like this.
    public void answer(AfterStream next) {
        afterStream = next;
    }

    /// Sees every line event before it is recorded, and may throw.
    public void trouble(Consumer<LineEvent> next) {
        trouble = next;
    }

    /// From now on everything that may look into a registry does this first, and may take its time.
    public void lookUp(Runnable next) {
        lookUp = next;
    }

    /// On which threads something was looked up so far, all together.
    public Recorded<Thread> threads() {
        return threads;
    }

    private void lookUp() {
        threads.add(Thread.currentThread());
        lookUp.run();
    }

    /// Expects a media connection.
    public void giveOut(StreamTicket ticket, CallId call) {
        tickets.put(ticket, call);
    }

    public Recorded<IncomingCall> announced() {
        return announced;
    }

    public Recorded<Map.Entry<CallId, LineStatus>> statuses() {
        return statuses;
    }

    /// What was reported about media connections that failed.
    Recorded<Map.Entry<CallId, String>> mediaFaults() {
        return mediaFaults;
    }

    public Recorded<Connected> connected() {
        return connected;
    }

    @Override
    public Admission announce(IncomingCall call) {
        lookUp();
        announced.add(call);
        return admission;
    }

    @Override
    public boolean expects(StreamTicket ticket) {
        lookUp();
        return tickets.containsKey(ticket);
    }

    @Override
    public LineListener connect(StreamTicket ticket, CallId call, PhoneLine line) {
        if (!tickets.remove(ticket, call)) {
            line.refuse();
            return _ -> {};
        }
        Recorded<LineEvent> events = new Recorded<>();
        connected.add(new Connected(call, line, events));
        return event -> {
            trouble.accept(event);
            events.add(event);
        };
    }

    @Override
    public AfterStream afterStream(CallId call) {
        lookUp();
        return afterStream;
    }

    @Override
    public void statusChanged(CallId call, LineStatus status) {
        lookUp();
        statuses.add(Map.entry(call, status));
    }

    @Override
    public void mediaFailed(CallId call, String error) {
        mediaFaults.add(Map.entry(call, error));
    }
}
