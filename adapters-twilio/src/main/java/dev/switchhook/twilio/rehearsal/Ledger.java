package dev.switchhook.twilio.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the rehearsed Twilio has seen and decided: its own record of every call, every REST request, every webhook
/// with its answer. Times are `System.nanoTime()`. Safe for use by any thread; grows with the number of calls that
/// are rehearsed.
public final class Ledger {

    /// One state of a call, in Twilio's words: `ringing`, `in-progress`, `completed`, `busy`, `failed`.
    public record StatusChange(String status, long atNanos) {}

    /// A REST request and its answer.
    ///
    /// @param status the HTTP status; 0 when it was never answered
    /// @param code Twilio's error number; 0 when there was none
    public record RestExchange(RestRequest request, int status, int code) {}

    /// A webhook and its answer.
    ///
    /// @param path the path of its URL
    /// @param form what was posted
    /// @param status the HTTP status; 0 when there was no answer
    /// @param body the answer's text, or why there was none
    public record WebhookExchange(
            String callSid,
            String path,
            Map<String, String> form,
            int status,
            String body,
            long sentNanos,
            long answeredNanos) {

        /// Keeps its own copy of the form.
        public WebhookExchange {
            form = Map.copyOf(form);
        }
    }

    private final Map<String, CallRecord> calls = new ConcurrentHashMap<>();
    private final List<RestExchange> rest = new ArrayList<>();
    private final List<WebhookExchange> webhooks = new ArrayList<>();

    /// A ledger without entries.
    Ledger() {}

    void open(CallRecord call) {
        calls.put(call.sid(), call);
    }

    @Nullable
    CallRecord call(String sid) {
        return calls.get(sid);
    }

    void note(RestExchange exchange) {
        synchronized (rest) {
            rest.add(exchange);
        }
    }

    void note(WebhookExchange exchange) {
        synchronized (webhooks) {
            webhooks.add(exchange);
        }
    }

    /// The states of a call so far, in order; empty for a call that was never placed.
    public List<StatusChange> statuses(String callSid) {
        return Optional.ofNullable(calls.get(callSid)).map(CallRecord::history).orElse(List.of());
    }

    /// After how long the call ends by itself, when the bridge has set that.
    public Optional<Duration> timeLimit(String callSid) {
        return Optional.ofNullable(calls.get(callSid)).flatMap(CallRecord::timeLimit);
    }

    /// Calls that are not over, by SID: the check for "no dangling call".
    public List<String> unfinishedCalls() {
        return calls.values().stream()
                .filter(call -> !call.ended())
                .map(CallRecord::sid)
                .toList();
    }

    /// Every REST request so far, in order of its answer.
    public List<RestExchange> restExchanges() {
        synchronized (rest) {
            return List.copyOf(rest);
        }
    }

    /// Every REST request about one call.
    public List<RestExchange> restExchanges(String callSid) {
        return restExchanges().stream()
                .filter(exchange -> exchange.request().path().endsWith("/" + callSid + ".json"))
                .toList();
    }

    /// Every webhook about one call, in order of its answer.
    public List<WebhookExchange> webhooks(String callSid) {
        synchronized (webhooks) {
            return webhooks.stream()
                    .filter(exchange -> exchange.callSid().equals(callSid))
                    .toList();
        }
    }
}
