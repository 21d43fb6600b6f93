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
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Twilio asks and tells us over HTTP about a call: it was announced, its media have ended, its desk has been
/// dialled, its state has changed.
///
/// Requests are judged on the event loop, so that a refusal costs next to nothing; what has passed runs on a virtual
/// thread, because [IncomingCalls] may look into a database. The bodies are raw, because the framework's form parser
/// is not strict.
@Controller("/twilio")
@Consumes(MediaType.ALL)
final class VoiceWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceWebhooks.class);
    /// The words of `DialCallStatus` that say that somebody has talked to the caller (Twilio's `<Dial>` page).
    private static final Set<String> DESK_HAS_SERVED = Set.of("completed", "answered");

    private final WebhookGate gate;
    private final TwilioSettings settings;
    private final IncomingCalls calls;
    private final TwilioMetrics metrics;
    private final Executor slow;

    VoiceWebhooks(
            WebhookGate gate,
            TwilioSettings settings,
            IncomingCalls calls,
            TwilioMetrics metrics,
            @Named(TaskExecutors.BLOCKING) ExecutorService slow) {
        this.gate = gate;
        this.settings = settings;
        this.calls = calls;
        this.metrics = metrics;
        this.slow = slow;
    }

    /// A call has arrived: the answer connects it to the media endpoint.
    @Post("/voice")
    CompletionStage<HttpResponse<?>> voice(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            WebhookForm form = open.form();
            IncomingCall call = new IncomingCall(
                    open.call(),
                    new PhoneNumber(form.value("From")),
                    new PhoneNumber(form.value("To")),
                    StirVerstat.read(form.value("StirVerstat")));
            Admission admission = calls.announce(call);
            LOG.info(
                    "call={} event=announced answer={}",
                    open.call(),
                    admission.getClass().getSimpleName());
            return switch (admission) {
                case Admission.Admitted(var ticket) ->
                    twiml(Twiml.connect(settings.address(), ticket, Optional.empty()));
                case Admission.Busy(String line, var desk) -> twiml(Twiml.busy(settings.address(), line, desk));
                case Admission.Elsewhere(URI url) -> twiml(Twiml.elsewhere(url));
                case Admission.Replayed() -> {
                    metrics.count(Event.WEBHOOK_REPLAYED);
                    yield HttpResponse.status(HttpStatus.FORBIDDEN);
                }
            };
        });
    }

    /// The media connection of a call has ended: what now?
    @Post("/after-stream")
    CompletionStage<HttpResponse<?>> afterStream(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            AfterStream instruction = calls.afterStream(open.call());
            LOG.info(
                    "call={} event=after-stream answer={}",
                    open.call(),
                    instruction.getClass().getSimpleName());
            return twiml(Twiml.of(settings.address(), instruction));
        });
    }

    /// The desk that we had dialled for the caller has hung up, or could not be reached. Then the caller is told so
    /// and the call ends; the desk is not dialled again, which could go on for ever.
    @Post("/after-desk")
    CompletionStage<HttpResponse<?>> afterDesk(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            String status = open.form().value("DialCallStatus");
            LOG.info("call={} event=after-desk status=\"{}\"", open.call(), PeerText.forLog(status));
            if (DESK_HAS_SERVED.contains(status)) {
                return twiml(Twiml.hangUp());
            }
            return twiml(Twiml.afterDesk(settings.address(), calls.afterStream(open.call())));
        });
    }

    /// The desk that we had dialled for a caller for whom there was no line has hung up, or could not be reached. The
    /// house knows nothing of that call.
    @Post("/after-busy/{word}")
    CompletionStage<HttpResponse<?>> afterBusy(HttpRequest<byte[]> request, @PathVariable String word) {
        return whenOpen(request, open -> {
            String status = open.form().value("DialCallStatus");
            LOG.info("call={} event=after-desk status=\"{}\"", open.call(), PeerText.forLog(status));
            return twiml(DESK_HAS_SERVED.contains(status) ? Twiml.hangUp() : Twiml.busyOnceMore(word));
        });
    }

    /// The state of a call has changed; reports come in any order, repeatedly, or never.
    @Post("/status")
    CompletionStage<HttpResponse<?>> status(HttpRequest<byte[]> request) {
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
    CompletionStage<HttpResponse<?>> streamStatus(HttpRequest<byte[]> request) {
        return whenOpen(request, open -> {
            String event = PeerText.forLog(open.form().value("StreamEvent"));
            String error = PeerText.forLog(open.form().value("StreamError"));
            if (error.isEmpty()) {
                LOG.info("call={} event=stream-status status=\"{}\"", open.call(), event);
            } else {
                LOG.warn("call={} event=stream-status status=\"{}\" error=\"{}\"", open.call(), event, error);
                calls.mediaFailed(open.call(), error);
            }
            return HttpResponse.noContent();
        });
    }

    private CompletionStage<HttpResponse<?>> whenOpen(
            HttpRequest<byte[]> request, Function<Passage.Open, HttpResponse<?>> answer) {
        return switch (gate.judge(request, request.getBody().orElseGet(() -> new byte[0]))) {
            case Passage.Shut(var status) -> {
                LOG.debug(
                        "event=webhook-refused path={} status={}",
                        PeerText.forLog(request.getPath()),
                        status.getCode());
                yield CompletableFuture.completedStage(HttpResponse.status(status));
            }
            case Passage.Open open -> CompletableFuture.supplyAsync(() -> answer.apply(open), slow);
        };
    }

    private static HttpResponse<String> twiml(String document) {
        return HttpResponse.ok(document).contentType(MediaType.TEXT_XML_TYPE);
    }
}
