package dev.switchhook.app.assistants;

import dev.switchhook.app.business.CallerFacts;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks everybody who knows something about a caller, all at once and for a short time, and gives the same answer
/// whenever it is asked about the same call: the session that is made ready and the call itself are told the same.
/// Only who has failed or was late the first time is asked once more when the call is asked about again, and what they
/// tell then is added. Safe for use by several threads.
///
/// It remembers the latest 500 calls, each with at most 8,000 characters. A call that was forgotten is asked about
/// anew.
final class GatheredFacts {

    private static final Logger LOG = LoggerFactory.getLogger(GatheredFacts.class);
    private static final int MOST_CALLS = 500;
    private static final int MOST_CHARACTERS = 8_000;

    private final List<CallerFacts> knowing;
    private final Duration budget;
    private final Executor threads;
    private final SequencedMap<CallId, Asking> latest = new LinkedHashMap<>();

    /// @param budget how long everybody together may take
    /// @param threads run what may block
    GatheredFacts(List<CallerFacts> knowing, Duration budget, Executor threads) {
        this.knowing = List.copyOf(knowing);
        this.budget = budget;
        this.threads = threads;
    }

    /// The names of everything that may be told.
    Set<String> names() {
        return knowing.stream().flatMap(one -> one.names().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /// What is known about a call. Blocks for the budget at most.
    Map<String, String> about(IncomingCall call) {
        return knowing.isEmpty() ? Map.of() : asked(call).join().told();
    }

    private synchronized CompletableFuture<Answer> asked(IncomingCall call) {
        Asking asking = latest.get(call.id());
        if (asking == null) {
            asking = new Asking(ask(call, Answer.none(knowing)), true);
            latest.put(call.id(), asking);
        } else if (asking.first() && asking.answer().isDone()) {
            Answer former = asking.answer().join();
            if (!former.missing().isEmpty()) {
                asking = new Asking(ask(call, former), false);
                latest.put(call.id(), asking);
            }
        }
        if (latest.size() > MOST_CALLS) {
            latest.pollFirstEntry();
        }
        return asking.answer();
    }

    /// Asks those who are missing from what was told so far.
    private CompletableFuture<Answer> ask(IncomingCall call, Answer former) {
        Map<String, String> told = new ConcurrentHashMap<>(former.told());
        Map<CallerFacts, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
        for (CallerFacts one : former.missing()) {
            asked.put(one, CompletableFuture.supplyAsync(() -> ask(one, call, told), threads));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
        return all.handle((_, _) -> true)
                .completeOnTimeout(false, budget.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(inTime -> {
                    if (!inTime) {
                        LOG.warn("call={} event=caller-facts-late", call.id());
                    }
                    // Who tells it between these two lines is asked once more, which does no harm.
                    List<CallerFacts> missing = asked.entrySet().stream()
                            .filter(one -> !one.getValue().getNow(false))
                            .map(Map.Entry::getKey)
                            .toList();
                    return new Answer(bounded(told), missing);
                });
    }

    /// Whether it has answered.
    private static boolean ask(CallerFacts one, IncomingCall call, Map<String, String> told) {
        try {
            Map<String, String> facts = one.about(call);
            facts.forEach((name, value) -> {
                if (one.names().contains(name)) {
                    told.put(name, value);
                }
            });
            return true;
        } catch (RuntimeException | Error broken) {
            // Its message may repeat what is known about the caller.
            LOG.warn(
                    "call={} event=caller-facts-failed by={} failure={}",
                    call.id(),
                    one.getClass().getName(),
                    broken.getClass().getSimpleName());
            return false;
        }
    }

    private static Map<String, String> bounded(Map<String, String> told) {
        Map<String, String> kept = new LinkedHashMap<>();
        int left = MOST_CHARACTERS;
        for (Map.Entry<String, String> fact : new TreeMap<>(told).entrySet()) {
            String value = fact.getValue();
            String part = value.substring(0, Math.min(value.length(), Math.min(left, PromptTemplate.LONGEST_VALUE)));
            left -= part.length();
            if (!part.isBlank()) {
                kept.put(fact.getKey(), part);
            }
        }
        return Map.copyOf(kept);
    }

    /// A call that was asked about.
    ///
    /// @param first whether who is missing may be asked once more
    private record Asking(CompletableFuture<Answer> answer, boolean first) {}

    /// What was told.
    ///
    /// @param missing who has failed, or was late
    private record Answer(Map<String, String> told, List<CallerFacts> missing) {

        private static Answer none(List<CallerFacts> missing) {
            return new Answer(Map.of(), missing);
        }
    }
}
