package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Sends the webhooks of one call, and knows which are under way. Used on the event loop of the call.
final class CallPost {

    private static final Duration TOO_LATE = Duration.ofSeconds(15);

    private final Exchange exchange;
    private final CallScene scene;
    private final List<CompletableFuture<?>> pending = new ArrayList<>();

    CallPost(Exchange exchange, CallScene scene) {
        this.exchange = exchange;
        this.scene = scene;
    }

    /// Asks for a document.
    CompletableFuture<Webhooks.Answer> ask(URI url, Map<String, String> form) {
        return ask(url, form, exchange.authToken(), UUID.randomUUID());
    }

    /// Asks for a document, signed with this token.
    CompletableFuture<Webhooks.Answer> ask(URI url, Map<String, String> form, String token, UUID idempotency) {
        Duration slow = scene.find(Mischief.SlowWebhooks.class)
                .map(Mischief.SlowWebhooks::by)
                .orElse(Duration.ZERO);
        if (slow.isZero()) {
            return exchange.webhooks().post(url, form, token, idempotency);
        }
        CompletableFuture<Webhooks.Answer> answer = new CompletableFuture<>();
        var _ = scene.after(slow.compareTo(TOO_LATE) < 0 ? slow : TOO_LATE, () -> {
            if (slow.compareTo(TOO_LATE) < 0) {
                var _ = exchange.webhooks().post(url, form, token, idempotency).thenAccept(answer::complete);
            } else {
                answer.complete(new Webhooks.Answer(0, "", "no answer within " + TOO_LATE));
            }
        });
        return answer;
    }

    /// Does this with an answer, on the loop of the call.
    void then(CompletableFuture<Webhooks.Answer> answer, Consumer<Webhooks.Answer> action) {
        pending.add(answer.thenAcceptAsync(action, scene.loop()));
    }

    /// Reports something; only whether it is taken matters.
    CompletableFuture<?> report(URI url, Map<String, String> form) {
        CompletableFuture<?> reported = exchange.webhooks()
                .post(url, form, exchange.authToken(), UUID.randomUUID())
                .thenAcceptAsync(
                        answer -> {
                            if (!answer.ok()) {
                                scene.notes().complain(11200, url.getPath() + " was answered " + answer.status());
                            }
                        },
                        scene.loop());
        pending.add(reported);
        return reported;
    }

    /// Waits for this, too.
    void await(CompletableFuture<?> something) {
        pending.add(something);
    }

    /// Completes when everything that was under way is done.
    CompletableFuture<Void> done() {
        return CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new));
    }
}
