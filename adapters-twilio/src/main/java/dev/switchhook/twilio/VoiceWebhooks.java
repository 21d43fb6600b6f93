package dev.switchhook.twilio;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.twilio.TwilioMetrics.Event;
import dev.switchhook.twilio.WebhookGate.Passage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Twilio asks and tells us over HTTP about a call: it was announced, its media have ended, its state has
/// changed.
///
/// Runs on the event loop: [IncomingCalls] returns at once, and nothing else here waits. The bodies are raw, because
/// the framework's form parser is not strict.
@Controller("/twilio")
@Consumes(MediaType.ALL)
final class VoiceWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceWebhooks.class);

    private final WebhookGate gate;
    private final TwilioSettings settings;
    private final IncomingCalls calls;
    private final TwilioMetrics metrics;

    VoiceWebhooks(WebhookGate gate, TwilioSettings settings, IncomingCalls calls, TwilioMetrics metrics) {
        this.gate = gate;
        this.settings = settings;
        this.calls = calls;
        this.metrics = metrics;
    }

    /// A call has arrived: the answer connects it to the media endpoint.
    @Post("/voice")
    HttpResponse<?> voice(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            WebhookForm form = open.form();
            IncomingCall call = new IncomingCall(
                    open.call(), new PhoneNumber(form.value("From")), new PhoneNumber(form.value("To")));
            Admission admission = calls.announce(call);
            LOG.info(
                    "call={} event=announced answer={}",
                    open.call(),
                    admission.getClass().getSimpleName());
            return switch (admission) {
                case Admission.Admitted(var ticket) -> twiml(Twiml.connect(settings.address(), ticket));
                case Admission.Busy(String line, var _) -> twiml(Twiml.sayAndHangUp(line));
                case Admission.Elsewhere _ -> twiml(Twiml.hangUp());
                case Admission.Replayed() -> {
                    metrics.count(Event.WEBHOOK_REPLAYED);
                    yield HttpResponse.status(HttpStatus.FORBIDDEN);
                }
            };
        });
    }

    /// The media connection of a call has ended: what now?
    @Post("/after-stream")
    HttpResponse<?> afterStream(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> switch (calls.afterStream(open.call())) {
            case AfterStream.HangUp() -> twiml(Twiml.hangUp());
            case AfterStream.Apologise(String line, var _) -> twiml(Twiml.sayAndHangUp(line));
            case AfterStream.AskAgain(String line) -> twiml(Twiml.sayAndHangUp(line));
            case AfterStream.Reconnect(var ticket, var _) -> twiml(Twiml.connect(settings.address(), ticket));
        });
    }

    /// The state of a call has changed; reports come in any order, repeatedly, or never.
    @Post("/status")
    HttpResponse<?> status(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            reportStatus(open.call(), open.form().value("CallStatus"));
            return HttpResponse.noContent();
        });
    }

    private void reportStatus(CallId call, String word) {
        Optional<LineStatus> status = CallStatusWords.read(word);
        if (status.isEmpty()) {
            metrics.count(Event.STATUS_UNKNOWN);
            return;
        }
        calls.statusChanged(call, status.get());
    }

    /// The media connection has started, stopped or failed, as Twilio sees it. The only place where it says why one
    /// failed.
    @Post("/stream-status")
    HttpResponse<?> streamStatus(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            String event = PeerText.forLog(open.form().value("StreamEvent"));
            String error = PeerText.forLog(open.form().value("StreamError"));
            if (error.isEmpty()) {
                LOG.info("call={} event=stream-status status=\"{}\"", open.call(), event);
            } else {
                LOG.warn("call={} event=stream-status status=\"{}\" error=\"{}\"", open.call(), event, error);
            }
            return HttpResponse.noContent();
        });
    }

    private HttpResponse<?> whenOpen(HttpRequest<byte[]> request, Function<Passage.Open, HttpResponse<?>> answer) {
        return switch (gate.judge(request, request.getBody().orElseGet(() -> new byte[0]))) {
            case Passage.Shut(var status) -> {
                LOG.debug(
                        "event=webhook-refused path={} status={}",
                        PeerText.forLog(request.getPath()),
                        status.getCode());
                yield HttpResponse.status(status);
            }
            case Passage.Open open -> answer.apply(open);
        };
    }

    private static HttpResponse<String> twiml(String document) {
        return HttpResponse.ok(document).contentType(MediaType.TEXT_XML_TYPE);
    }
}
