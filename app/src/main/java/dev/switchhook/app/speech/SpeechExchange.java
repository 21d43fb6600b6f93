package dev.switchhook.app.speech;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Several providers behind one model: they are tried in order until one is ready, with a budget of time and one
/// retry each ([Search]); one that fails again and again, or has no session left, is passed over ([Provider]). Once
/// a session is ready it is that provider's, and its loss is the affair of whoever has opened it.
///
/// Safe for use by several threads. A listener is called by the thread on which the provider speaks, by that of the
/// alarm, or by one that opens, sends or closes: never two at a time, and never while a lock is held.
public final class SpeechExchange implements SpeechModel, AutoCloseable {

    private final List<Provider> providers;
    private final ExchangeRules rules;
    private final Alarm alarm;
    private final PreparedSessions prepared;
    private final LongAdder heldSoundDropped = new LongAdder();
    private final LongAdder relayedSoundDropped = new LongAdder();

    /// An exchange of these providers, the first one being preferred.
    ///
    /// @param alarm its own: it is closed with the exchange
    public SpeechExchange(List<Provider> providers, ExchangeRules rules, Alarm alarm) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("an exchange needs a provider");
        }
        this.providers = List.copyOf(providers);
        this.rules = rules;
        this.alarm = alarm;
        this.prepared = new PreparedSessions(rules.preparedLife(), alarm);
    }

    @Override
    public String name() {
        return "exchange";
    }

    /// What every provider can do.
    @Override
    public Capabilities capabilities() {
        Set<AudioFormat> formats =
                new HashSet<>(providers.getFirst().model().capabilities().formats());
        providers.forEach(
                provider -> formats.retainAll(provider.model().capabilities().formats()));
        return new Capabilities(
                formats,
                all(Capabilities::truncates),
                all(Capabilities::resumes),
                all(Capabilities::saysExactly),
                providers.stream()
                        .map(provider -> provider.model().capabilities().longestSession())
                        .min(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                providers.stream()
                        .map(provider -> provider.name() + ": "
                                + provider.model().capabilities().billing())
                        .collect(Collectors.joining(", ")));
    }

    private boolean all(Predicate<Capabilities> promise) {
        return providers.stream()
                .map(provider -> provider.model().capabilities())
                .allMatch(promise);
    }

    /// Its providers, the preferred one first.
    public List<Provider> providers() {
        return providers;
    }

    /// Whether no provider has a session left for another call.
    ///
    /// @param expected how many calls are about to want one; those for which one was made ready have it already
    public boolean full(int expected) {
        long left = providers.stream().mapToLong(Provider::sessionsLeft).sum();
        return left <= Math.max(0, expected - prepared.size());
    }

    /// How often a session that was made ready before it was wanted had this fate.
    public long prewarm(Prewarm fate) {
        return prepared.count(fate);
    }

    /// How many pieces of callers' sound were dropped because no provider became ready.
    public long heldSoundDropped() {
        return heldSoundDropped.sum();
    }

    /// How many pieces of agents' sound were dropped because nobody took them.
    public long relayedSoundDropped() {
        return relayedSoundDropped.sum();
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        if (rules.prewarm()) {
            var ready = prepared.claim(briefing, listener);
            if (ready.isPresent()) {
                return ready.get();
            }
        }
        ExchangeSession session = session(briefing, false, _ -> {});
        session.claim(listener);
        session.begin();
        return session;
    }

    @Override
    public void prepare(SpeechBriefing briefing) {
        if (rules.prewarm()) {
            prepared.prepare(briefing.call(), whenOver -> session(briefing, true, whenOver));
        }
    }

    @Override
    public void dismiss(CallId call) {
        prepared.dismiss(call);
    }

    private ExchangeSession session(SpeechBriefing briefing, boolean spare, Consumer<ExchangeSession> whenOver) {
        return new ExchangeSession(
                briefing,
                new Search(order(briefing), spare, rules),
                alarm,
                new Relay(briefing.call(), relayedSoundDropped),
                new HeldCommands(heldSoundDropped),
                whenOver);
    }

    /// A session that was lost is taken up again by the provider that had it, if that is possible at all; otherwise
    /// the one that is wished for comes first.
    private List<Provider> order(SpeechBriefing briefing) {
        Optional<String> first = briefing.resumption().map(Resumption::provider).or(briefing::provider);
        if (first.isEmpty()) {
            return providers;
        }
        List<Provider> order = new ArrayList<>(providers);
        order.sort(Comparator.comparing(provider -> !provider.name().equals(first.get())));
        return order;
    }

    /// Closes the sessions that nobody has wanted yet; those in use are closed by their users.
    @Override
    public void close() {
        prepared.dismissAll();
        alarm.close();
    }
}
