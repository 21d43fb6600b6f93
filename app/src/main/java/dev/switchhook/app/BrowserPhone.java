package dev.switchhook.app;

import dev.switchhook.app.assistants.Staff;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.phone.PhoneDesk;
import dev.switchhook.app.phone.PhoneFeed;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.app.speech.SpeechExchange;
import dev.switchhook.twilio.browser.BrowserLines;
import io.micronaut.context.ApplicationContext;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Puts together what stands behind the browser phone.
final class BrowserPhone {

    private BrowserPhone() {}

    static PhoneDesk desk(
            ApplicationContext context,
            Switchboard switchboard,
            PhoneFeed feed,
            Staff staff,
            SpeechExchange exchange,
            AppSettings settings) {
        return new PhoneDesk(
                switchboard,
                context.getBean(BrowserLines.class),
                feed,
                switchboard::wrote,
                staff.names(),
                providers(exchange, settings));
    }

    /// Who can speak for an assistant, as people call them: a rehearsal has the name of the wire that it speaks.
    private static SequencedMap<String, String> providers(SpeechExchange exchange, AppSettings settings) {
        boolean rehearsed = settings.provider() == SpeechProvider.REHEARSAL;
        SequencedMap<String, String> providers = new LinkedHashMap<>();
        exchange.providers().forEach(one -> providers.put(one.name(), rehearsed ? "rehearsal" : one.name()));
        return providers;
    }
}
