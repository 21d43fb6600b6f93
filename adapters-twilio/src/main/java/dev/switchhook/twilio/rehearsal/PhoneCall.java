package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One rehearsed telephone call from the first webhook to the last callback: fetches documents, has them executed,
/// and ends. Lives on one event loop; only [CallRecord.Line]'s methods are called from elsewhere, and hop there.
final class PhoneCall implements CallRecord.Line, DocumentRunner.Owner, CallStreams.Owner {

    private static final int MOST_DOCUMENTS = 200;

    private final Exchange exchange;
    private final CallScene scene;
    private final CallForms forms;
    private final CallRecord record;
    private final CallPost post;
    private final DocumentRunner documents;
    private final CallStreams streams;
    private final CallNotes notes;
    private final CompletableFuture<PhoneReport> result = new CompletableFuture<>();
    private int fetched;
    private @Nullable Future<?> longest;
    private @Nullable Future<?> limit;
    private boolean over;

    PhoneCall(Exchange exchange, CallScene scene, String from, String to) {
        this.exchange = exchange;
        this.scene = scene;
        this.notes = scene.notes();
        this.record = new CallRecord(Exchange.newSid("CA"), from, to, this);
        this.forms = new CallForms(exchange.accountSid(), record);
        this.post = new CallPost(exchange, scene);
        this.documents = new DocumentRunner(scene, record, exchange.number(), this);
        this.streams = new CallStreams(exchange, scene, forms, post, record.sid(), this);
    }

    CompletableFuture<PhoneReport> result() {
        return result;
    }

    /// Places the call.
    void place() {
        exchange.ledger().open(record);
        notes.placed = OptionalLong.of(System.nanoTime());
        Duration most = scene.plan().longest();
        longest = scene.after(most, () -> callerLeaves(Optional.of("the call took longer than " + most)));
        scene.find(Mischief.EarlyHangup.class).ifPresent(early -> {
            var _ = scene.after(early.after(), () -> callerLeaves(Optional.empty()));
        });
        URI url = exchange.number().voiceUrl();
        String token = scene.does(Mischief.ForgedWebhook.class) ? "not the token" : exchange.authToken();
        UUID idempotency = UUID.randomUUID();
        CompletableFuture<Webhooks.Answer> answer = post.ask(url, forms.voice(), token, idempotency);
        if (scene.does(Mischief.RepeatedWebhook.class)) {
            answer = answer.thenCompose(_ -> post.ask(url, forms.voice(), token, idempotency));
        }
        await(answer, url);
    }

    @Override
    public void fetch(URI url, Map<String, String> more) {
        Map<String, String> form = forms.standard();
        form.putAll(more);
        await(post.ask(url, form), url);
    }

    /// Executes the document when it comes, unless another one is wanted meanwhile.
    private void await(CompletableFuture<Webhooks.Answer> answer, URI url) {
        int number = ++fetched;
        if (number > MOST_DOCUMENTS) {
            over(PhoneReport.Outcome.FAILED, "more than " + MOST_DOCUMENTS + " documents in one call", "failed");
            return;
        }
        post.then(answer, given -> {
            notes.answered = CallNotes.first(notes.answered, System.nanoTime());
            if (!over && number == fetched) {
                execute(given, url);
            }
        });
    }

    private void execute(Webhooks.Answer answer, URI url) {
        if (!answer.ok()) {
            notes.complain(11200, url.getPath() + " was answered " + answer.status());
            fallBack(11200, url, "no document");
            return;
        }
        if (!answer.contentType().contains("xml")) {
            notes.complain(12300, "the content type of TwiML is '" + answer.contentType() + "'");
        }
        execute(TwimlReader.read(answer.body()), url);
    }

    private void execute(Twiml twiml, URI url) {
        twiml.complaints().forEach(notes::complain);
        if (twiml.verbs().isEmpty() && !twiml.complaints().isEmpty()) {
            fallBack(twiml.complaints().getFirst().code(), url, "the document holds nothing to execute");
        } else {
            documents.execute(twiml, url);
        }
    }

    private void fallBack(int code, URI url, String why) {
        switch (exchange.number().fallback()) {
            case Fallback.Bin bin -> documents.execute(TwimlReader.read(bin.filledIn(url)), url);
            case Fallback.None _ -> over(PhoneReport.Outcome.FAILED, why + " (" + code + ")", "failed");
        }
    }

    @Override
    public void connect(Twiml.Connect wanted) {
        streams.open(wanted);
    }

    @Override
    public void streamOver(Optional<URI> action) {
        if (!over) {
            documents.goOn(action, Map.of());
        }
    }

    @Override
    public void callerLeaves(Optional<String> complaint) {
        PhoneReport.Outcome outcome =
                complaint.isPresent() ? PhoneReport.Outcome.CALLER_GAVE_UP : PhoneReport.Outcome.CALLER_HUNG_UP;
        over(outcome, complaint.orElse(""), "completed");
    }

    @Override
    public void endedByRest(long atNanos) {
        scene.loop().execute(() -> {
            notes.restCompleted = OptionalLong.of(atNanos);
            takeDown(PhoneReport.Outcome.ENDED_BY_REST, "", true, atNanos);
        });
    }

    @Override
    public void redirected(Twiml twiml) {
        scene.loop().execute(() -> {
            if (!over) {
                leaveDocument();
                execute(twiml, exchange.number().voiceUrl());
            }
        });
    }

    @Override
    public void redirected(URI url) {
        scene.loop().execute(() -> {
            if (!over) {
                leaveDocument();
                fetch(url, Map.of());
            }
        });
    }

    private void leaveDocument() {
        // An answer that is still to come belongs to the former document.
        fetched++;
        documents.drop();
        streams.stop(true);
    }

    @Override
    public void limited(Duration most) {
        scene.loop().execute(() -> {
            if (over) {
                return;
            }
            if (limit != null) {
                limit.cancel(false);
            }
            limit = scene.after(
                    most.minus(record.duration()),
                    () -> over(PhoneReport.Outcome.ENDED_BY_LIMIT, "it has lasted " + most, "completed"));
        });
    }

    @Override
    public void over(PhoneReport.Outcome outcome, String detail, String status) {
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
        // Or the recordings would stay in memory until these ring.
        if (longest != null) {
            longest.cancel(false);
        }
        if (limit != null) {
            limit.cancel(false);
        }
        documents.drop();
        notes.ended = OptionalLong.of(atNanos);
        streams.stop(byBridge);
        reportStatus();
        var _ = post.done()
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure != null) {
                                notes.complain(0, "the rehearsal itself failed: " + failure);
                            }
                            result.complete(notes.report(
                                    record.sid(),
                                    outcome,
                                    detail,
                                    record.status(),
                                    scene.caller().utterances()));
                            // The ledger knows the call for ever; the report has copies of what it needs.
                            notes.said.clear();
                            notes.heard.clear();
                        },
                        scene.loop());
    }

    private void reportStatus() {
        Duration late = scene.find(Mischief.LateStatus.class)
                .map(Mischief.LateStatus::by)
                .orElse(Duration.ZERO);
        CompletableFuture<Object> due = new CompletableFuture<>();
        CompletableFuture<?> reported = due;
        for (Map<String, String> form : forms.finalStatuses(scene.plan().mischief())) {
            reported =
                    reported.thenComposeAsync(_ -> post.report(exchange.number().statusUrl(), form), scene.loop());
        }
        post.await(reported);
        var _ = scene.after(late, () -> due.complete(record));
    }
}
