package dev.switchhook.app;

import dev.switchhook.app.assistants.Staff;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.phone.PhoneCarrier;
import dev.switchhook.app.phone.PhoneDesk;
import dev.switchhook.app.phone.PhoneFeed;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.app.speech.SpeechExchange;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.twilio.browser.BrowserCallId;
import dev.switchhook.twilio.browser.BrowserLines;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Puts together what stands behind the browser phone.
final class BrowserPhone implements PhoneCarrier {

    private final SecureRandom random = new SecureRandom();
    private final BrowserLines lines;
    private final PhoneFeed feed = new PhoneFeed(this);

    BrowserPhone(BrowserLines lines) {
        this.lines = lines;
    }

    /// Tells pages what is noted about their calls.
    PhoneFeed feed() {
        return feed;
    }

    PhoneDesk desk(Switchboard switchboard, Staff staff, SpeechExchange exchange, AppSettings settings) {
        return new PhoneDesk(switchboard, this, feed, switchboard::wrote, staff.names(), providers(exchange, settings));
    }

    @Override
    public CallId fresh() {
        return BrowserCallId.fresh(random);
    }

    @Override
    public boolean has(CallId call) {
        return BrowserCallId.is(call);
    }

    @Override
    public String account() {
        return BrowserCallId.ACCOUNT;
    }

    @Override
    public void over(CallId call) {
        lines.over(call);
    }

    /// Who can speak for an assistant, as people call them: a rehearsal has the name of the wire that it speaks.
    private static SequencedMap<String, String> providers(SpeechExchange exchange, AppSettings settings) {
        boolean rehearsed = settings.provider() == SpeechProvider.REHEARSAL;
        SequencedMap<String, String> providers = new LinkedHashMap<>();
        exchange.providers().forEach(one -> providers.put(one.name(), rehearsed ? "rehearsal" : one.name()));
        return providers;
    }
}
