package dev.switchhook.twilio.control;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.twilio.browser.BrowserCallId;
import dev.switchhook.twilio.browser.BrowserCarrier;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Asks the carrier that a call has: Twilio, or the browser. Twilio is never asked about a browser's call.
@Singleton
public final class CarrierOfEach implements CallControl {

    private final TwilioCallControl twilio;
    private final BrowserCarrier browser;

    /// Asks these two.
    public CarrierOfEach(TwilioCallControl twilio, BrowserCarrier browser) {
        this.twilio = twilio;
        this.browser = browser;
    }

    @Override
    public ControlOutcome hangUp(CallId call) {
        return of(call).hangUp(call);
    }

    @Override
    public ControlOutcome lookUp(CallId call) {
        return of(call).lookUp(call);
    }

    @Override
    public ControlOutcome redirect(CallId call, AfterStream instruction) {
        return of(call).redirect(call, instruction);
    }

    @Override
    public ControlOutcome limit(CallId call, Duration longest) {
        return of(call).limit(call, longest);
    }

    private CallControl of(CallId call) {
        return BrowserCallId.is(call) ? browser : twilio;
    }
}
