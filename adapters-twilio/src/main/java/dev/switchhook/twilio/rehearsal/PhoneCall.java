package dev.switchhook.twilio.rehearsal;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One rehearsed telephone call from the first webhook to the last callback: fetches TwiML, executes it, and opens
/// media streams. Lives on one event loop; only [CallRecord.Line]'s methods are called from elsewhere, and hop
/// there.
final class PhoneCall implements CallRecord.Line, MediaStream.Owner {

    private static final int MOST_STREAMS = 10;

    private final Exchange exchange;
    private final EventLoop loop;
    private final FrameClock clock;
    private final CallPlan plan;
    private final CallForms forms;
    private final CallRecord record;
    private final Caller caller;
    private final CallNotes notes = new CallNotes();
    private final CompletableFuture<PhoneReport> result = new CompletableFuture<>();
    private final List<CompletableFuture<?>> pending = new ArrayList<>();
    private Twiml document = new Twiml(List.of(), List.of());
    private URI documentUrl;
    private int next;
    private int streams;
    private @Nullable MediaStream stream;
    private Twiml.@Nullable Connect connect;
    private @Nullable Future<?> limit;
    private boolean over;

    PhoneCall(Exchange exchange, EventLoop loop, FrameClock clock, CallPlan plan, String from, String to) {
        this.exchange = exchange;
        this.loop = loop;
        this.clock = clock;
        this.plan = plan;
        this.record = new CallRecord(Exchange.newSid("CA"), from, to, this);
        this.forms = new CallForms(exchange.accountSid(), record);
        this.caller = new Caller(plan.script(), plan.patience());
        this.documentUrl = exchange.voiceUrl();
    }

    CompletableFuture<PhoneReport> result() {
        return result;
    }

    /// Places the call.
    void place() {
        exchange.ledger().open(record);
        notes.placed = OptionalLong.of(System.nanoTime());
        limit = loop.schedule(
                () -> callerLeaves(Optional.of("the call took longer than " + plan.longest())),
                plan.longest().toNanos(),
                TimeUnit.NANOSECONDS);
        boolean forged = Mischief.has(plan.mischief(), Mischief.ForgedWebhook.class);
        String token = forged ? "not the token" : exchange.authToken();
        UUID idempotency = UUID.randomUUID();
        CompletableFuture<Webhooks.Answer> answer = post(documentUrl, forms.voice(), token, idempotency);
        if (Mischief.has(plan.mischief(), Mischief.RepeatedWebhook.class)) {
            answer = answer.thenCompose(_ -> post(documentUrl, forms.voice(), token, idempotency));
        }
        onLoop(answer, given -> {
            notes.answered = OptionalLong.of(System.nanoTime());
            execute(given, documentUrl);
        });
    }

    private CompletableFuture<Webhooks.Answer> post(URI url, Map<String, String> form, String token, UUID idempotency) {
        return exchange.webhooks().post(url, form, token, idempotency);
    }

    private CompletableFuture<Webhooks.Answer> post(URI url, Map<String, String> form) {
        return post(url, form, exchange.authToken(), UUID.randomUUID());
    }

    private void onLoop(CompletableFuture<Webhooks.Answer> answer, Consumer<Webhooks.Answer> action) {
        pending.add(answer.thenAcceptAsync(action, loop));
    }

    private void execute(Webhooks.Answer answer, URI url) {
        if (over) {
            return;
        }
        if (!answer.ok()) {
            notes.complain(11200, url.getPath() + " was answered " + answer.status());
            end(PhoneReport.Outcome.FAILED, "no document", "failed");
            return;
        }
        if (!answer.contentType().contains("xml")) {
            notes.complain(12300, "the content type of TwiML is '" + answer.contentType() + "'");
        }
        execute(TwimlReader.read(answer.body()), url);
    }

    private void execute(Twiml twiml, URI url) {
        twiml.complaints().forEach(notes::complain);
        document = twiml;
        documentUrl = url;
        next = 0;
        if (twiml.verbs().isEmpty() && !twiml.complaints().isEmpty()) {
            end(PhoneReport.Outcome.FAILED, "the document holds nothing to execute", "failed");
            return;
        }
        step();
    }

    private void step() {
        while (!over) {
            if (next == document.verbs().size()) {
                end(PhoneReport.Outcome.ENDED_BY_TWIML, "the document was over", "completed");
                return;
            }
            switch (document.verbs().get(next++)) {
                case Twiml.Say(String line) -> {
                    record.answer(System.nanoTime());
                    notes.spokenLines.add(line);
                }
                case Twiml.Hangup _ -> end(PhoneReport.Outcome.ENDED_BY_TWIML, "", "completed");
                case Twiml.Reject _ -> end(PhoneReport.Outcome.REJECTED, "", "busy");
                case Twiml.Connect wanted -> {
                    record.answer(System.nanoTime());
                    open(wanted);
                    return;
                }
            }
        }
    }

    private void open(Twiml.Connect wanted) {
        connect = wanted;
        URI url = wanted.stream().url();
        if (streams++ == MOST_STREAMS) {
            end(PhoneReport.Outcome.FAILED, "more than " + MOST_STREAMS + " streams in one call", "failed");
            return;
        }
        if ("ws".equals(url.getScheme()) && "https".equals(exchange.voiceUrl().getScheme())) {
            notes.complain(31922, "the url of <Stream> is not secure");
        }
        MediaStream.StreamIdentity identity =
                new MediaStream.StreamIdentity(exchange.accountSid(), record.sid(), Exchange.newSid("MZ"));
        MediaStream opening = new MediaStream(
                loop, clock, plan, caller, notes, identity, wanted.stream().parameters(), this);
        stream = opening;
        Optional<InetSocketAddress> address = exchange.route().to(url);
        if (address.isEmpty()) {
            streamFailed(new Complaint(31901, "no route to the host of " + url));
            return;
        }
        pending.add(opening.gone());
        boolean forged = Mischief.has(plan.mischief(), Mischief.ForgedHandshake.class);
        boolean slash = Mischief.has(plan.mischief(), Mischief.TrailingSlash.class);
        String signature = WebhookSignature.of(
                forged ? "not the token" : exchange.authToken(), slash ? URI.create(url + "/") : url, Map.of());
        opening.connect(address.get(), url, signature);
    }

    @Override
    public void streamStarted() {
        streamStatus("stream-started", "");
    }

    @Override
    public void streamFailed(Complaint why) {
        if (over) {
            return;
        }
        notes.complain(why);
        streamStatus("stream-error", why.toString());
        afterStream();
    }

    @Override
    public void streamLost(PhoneReport.SocketEnd end) {
        streamStatus("stream-stopped", "");
        boolean clean = end.code() != 1006;
        if (clean || plan.actionAfterLoss()) {
            afterStream();
        } else {
            end(PhoneReport.Outcome.ENDED_BY_LOSS, "the media socket was lost", "completed");
        }
    }

    private void streamStatus(String event, String error) {
        if (connect == null || stream == null) {
            return;
        }
        Twiml.Stream noun = connect.stream();
        String streamSid = stream.streamSid();
        noun.statusCallback().ifPresent(url -> {
            pending.add(post(url, forms.streamStatus(streamSid, noun.name(), event, error))
                    .thenAcceptAsync(answer -> checkCallback(url, answer), loop));
        });
    }

    private void checkCallback(URI url, Webhooks.Answer answer) {
        if (!answer.ok()) {
            notes.complain(11200, url.getPath() + " was answered " + answer.status());
        }
    }

    private void afterStream() {
        stream = null;
        Optional<URI> action = connect == null ? Optional.empty() : connect.action();
        connect = null;
        if (action.isEmpty()) {
            step();
            return;
        }
        URI url = documentUrl.resolve(action.get());
        onLoop(post(url, forms.standard()), answer -> execute(answer, url));
    }

    @Override
    public void callerLeaves(Optional<String> complaint) {
        PhoneReport.Outcome outcome =
                complaint.isPresent() ? PhoneReport.Outcome.CALLER_GAVE_UP : PhoneReport.Outcome.CALLER_HUNG_UP;
        end(outcome, complaint.orElse(""), "completed");
    }

    @Override
    public void endedByRest(long atNanos) {
        loop.execute(() -> {
            notes.restCompleted = OptionalLong.of(atNanos);
            takeDown(PhoneReport.Outcome.ENDED_BY_REST, "", true, atNanos);
        });
    }

    @Override
    public void redirected(Twiml twiml) {
        loop.execute(() -> {
            if (over) {
                return;
            }
            if (stream != null) {
                stream.stop(true);
                streamStatus("stream-stopped", "");
                stream = null;
            }
            execute(twiml, exchange.voiceUrl());
        });
    }

    private void end(PhoneReport.Outcome outcome, String detail, String status) {
        long now = System.nanoTime();
        // The REST API may have been faster; then its hop to this loop is under way and does the rest.
        if (record.end(status, now)) {
            boolean byCaller =
                    outcome == PhoneReport.Outcome.CALLER_HUNG_UP || outcome == PhoneReport.Outcome.CALLER_GAVE_UP;
            takeDown(outcome, detail, !byCaller, now);
        }
    }

    private void takeDown(PhoneReport.Outcome outcome, String detail, boolean byBridge, long atNanos) {
        over = true;
        if (limit != null) {
            // Or the recordings would stay in memory until it rings.
            limit.cancel(false);
        }
        notes.ended = OptionalLong.of(atNanos);
        if (stream != null) {
            stream.stop(byBridge);
            streamStatus("stream-stopped", "");
        }
        pending.add(reportStatus());
        var _ = CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure != null) {
                                notes.complain(0, "the rehearsal itself failed: " + failure);
                            }
                            result.complete(
                                    notes.report(record.sid(), outcome, detail, record.status(), caller.utterances()));
                        },
                        loop);
    }

    private CompletableFuture<?> reportStatus() {
        CompletableFuture<?> reported = CompletableFuture.completedFuture(null);
        for (Map<String, String> form : forms.finalStatuses(plan.mischief())) {
            reported = reported.thenCompose(_ -> post(exchange.statusUrl(), form))
                    .thenAcceptAsync(answer -> checkCallback(exchange.statusUrl(), answer), loop);
        }
        return reported;
    }
}
