package dev.switchhook.twilio.browser;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import java.time.Duration;

/// The carrier of browser calls: the browser itself, as far as its media connection tells. Blocking; safe for use by
/// several threads.
public final class BrowserCarrier implements CallControl {

    private final BrowserLines lines;
    private final BrowserLines.Later later;

    /// The carrier of these lines.
    public BrowserCarrier(BrowserLines lines, BrowserLines.Later later) {
        this.lines = lines;
        this.later = later;
    }

    @Override
    public ControlOutcome hangUp(CallId call) {
        return lines.end(call) ? new ControlOutcome.LineDown() : new ControlOutcome.Accepted();
    }

    @Override
    public ControlOutcome lookUp(CallId call) {
        return lines.isDown(call) ? new ControlOutcome.LineDown() : new ControlOutcome.StillUp();
    }

    /// A page whose connection ends asks what to do, and is told from how the call stands: so closing it is all there
    /// is to do.
    @Override
    public ControlOutcome redirect(CallId call, AfterStream instruction) {
        if (instruction instanceof AfterStream.HangUp) {
            return hangUp(call);
        }
        if (lines.isDown(call)) {
            return new ControlOutcome.LineDown();
        }
        lines.close(call);
        return new ControlOutcome.Accepted();
    }

    /// Holds as long as this process lives: with the process the connection dies, too, and that ends the call.
    @Override
    public ControlOutcome limit(CallId call, Duration longest) {
        if (lines.isDown(call)) {
            return new ControlOutcome.LineDown();
        }
        later.run(longest, () -> lines.over(call));
        return new ControlOutcome.Accepted();
    }
}
