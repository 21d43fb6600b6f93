package dev.switchhook.app.tracing;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import java.time.Instant;
import java.time.InstantSource;

/// Incoming calls whose announcements and questions are traced. It passes everything on as it is, and lines and their
/// sound untouched. Safe for use by several threads.
public final class TracedCalls implements IncomingCalls {

    private final IncomingCalls calls;
    private final CallTracer tracer;
    private final InstantSource clock;

    /// Those calls, traced.
    public TracedCalls(IncomingCalls calls, CallTracer tracer, InstantSource clock) {
        this.calls = calls;
        this.tracer = tracer;
        this.clock = clock;
    }

    @Override
    public Admission announce(IncomingCall call) {
        Instant from = clock.instant();
        Admission admission = calls.announce(call);
        tracer.announced(call.id(), from, clock.instant(), admission.getClass().getSimpleName());
        return admission;
    }

    @Override
    public boolean expects(StreamTicket ticket) {
        return calls.expects(ticket);
    }

    @Override
    public LineListener connect(StreamTicket ticket, CallId call, PhoneLine line) {
        return calls.connect(ticket, call, line);
    }

    @Override
    public AfterStream afterStream(CallId call) {
        Instant from = clock.instant();
        AfterStream answer = calls.afterStream(call);
        tracer.webhook(
                call,
                Period.part("webhook after-stream", from, clock.instant())
                        .with("switchhook.answer", answer.getClass().getSimpleName()));
        return answer;
    }

    @Override
    public void mediaFailed(CallId call, String error) {
        calls.mediaFailed(call, error);
    }

    @Override
    public void statusChanged(CallId call, LineStatus status) {
        calls.statusChanged(call, status);
        if (status == LineStatus.DOWN) {
            tracer.down(call, clock.instant());
        }
    }
}
