package dev.switchhook.twilio;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.twilio.TwilioMetrics.Event;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether a webhook is Twilio's, about our account, and about a call. Nothing is done for a request before
/// it has passed. Safe for use by several threads.
@Singleton
final class WebhookGate {

    /// The longest body that is read, in bytes; Twilio's are below 4 KiB.
    static final int LONGEST_BODY = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookGate.class);
    private static final int REFUSALS_PER_LINE = 1000;
    private static final Pattern CALL_SID = Pattern.compile("CA[0-9a-fA-F]{32}");

    private final TwilioSettings settings;
    private final TwilioSignature signature;
    private final TwilioMetrics metrics;

    WebhookGate(TwilioSettings settings, TwilioMetrics metrics) {
        this.settings = settings;
        this.signature = new TwilioSignature(settings.authTokens());
        this.metrics = metrics;
    }

    /// Whether a webhook may pass.
    sealed interface Passage {

        /// It is Twilio's.
        record Open(CallId call, WebhookForm form) implements Passage {}

        /// It is answered with this status and nothing else.
        record Shut(HttpStatus status) implements Passage {}
    }

    /// Judges a request.
    ///
    /// @param body as received
    Passage judge(HttpRequest<?> request, byte[] body) {
        if (!isForm(request)) {
            return shut(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Event.WEBHOOK_MALFORMED);
        }
        if (body.length > LONGEST_BODY) {
            return shut(HttpStatus.REQUEST_ENTITY_TOO_LARGE, Event.WEBHOOK_MALFORMED);
        }
        Optional<WebhookForm> form = WebhookForm.parse(body);
        if (form.isEmpty()) {
            return shut(HttpStatus.BAD_REQUEST, Event.WEBHOOK_MALFORMED);
        }
        if (!isSigned(request, form.get()) || !form.get().value("AccountSid").equals(settings.accountSid())) {
            sayWhyPerhaps(request, form.get());
            return shut(HttpStatus.FORBIDDEN, Event.WEBHOOK_FORGED);
        }
        String call = form.get().value("CallSid");
        if (!CALL_SID.matcher(call).matches()) {
            return shut(HttpStatus.BAD_REQUEST, Event.WEBHOOK_MALFORMED);
        }
        return new Passage.Open(new CallId(call), form.get());
    }

    /// A wrong public URL or token looks just like a forgery, so whoever sets this up is told; a flood of forgeries
    /// does not flood the log.
    private void sayWhyPerhaps(HttpRequest<?> request, WebhookForm form) {
        if (metrics.of(Event.WEBHOOK_FORGED) % REFUSALS_PER_LINE == 0) {
            LOG.warn(
                    "event=webhook-refused path={} why=\"not signed by account {} for {}\" parameters=\"{}\"",
                    PeerText.forLog(request.getPath()),
                    settings.accountSid(),
                    settings.publicUrl(),
                    PeerText.forLog(String.join(" ", form.parameters().keySet())));
        }
    }

    private boolean isSigned(HttpRequest<?> request, WebhookForm form) {
        List<String> given = request.getHeaders().getAll(TwilioSignature.HEADER);
        var urls = settings.address()
                .signedWebhooks(request.getUri().getRawPath(), request.getUri().getRawQuery());
        return given.size() == 1 && signature.isRight(urls, form.parameters(), given.getFirst());
    }

    private static boolean isForm(HttpRequest<?> request) {
        return request.getContentType()
                .filter(type -> type.getName().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED))
                .isPresent();
    }

    private Passage shut(HttpStatus status, Event event) {
        metrics.count(event);
        return new Passage.Shut(status);
    }
}
