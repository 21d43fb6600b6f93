package dev.switchhook.app.speech;

import dev.switchhook.domain.port.speech.SpeechFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which provider is tried next for one session. Each one is tried in turn, the same one a second time when that is
/// worth it. When all were left alone because they had failed before, the first one with room is tried all the same:
/// an attempt is better than none. Not safe for use by several threads.
final class Search {

    private static final SpeechFault NO_ROOM = new SpeechFault.Busy(Optional.empty());

    private final List<Provider> order;
    private final ExchangeRules rules;
    private boolean spare;
    private int place = -1;
    private boolean tried;
    private boolean retried;
    private boolean again;
    private Instant begun = Instant.MIN;
    private @Nullable SpeechFault hopeful;

    /// An attempt to make.
    ///
    /// @param provider has a seat for it
    /// @param until when it has to be ready
    record Try(Provider provider, Instant until) {}

    /// @param order who is tried first, and who then
    /// @param spare whether nobody waits for the session yet: then only what is to spare is taken, and a
    ///     provider that is left alone is not tried; it may be the one attempt that decides whether it still is
    Search(List<Provider> order, boolean spare, ExchangeRules rules) {
        this.order = order;
        this.spare = spare;
        this.rules = rules;
    }

    /// From now on somebody waits for the session.
    void wanted() {
        spare = false;
    }

    /// The next attempt, if there is one.
    Optional<Try> next(Instant now) {
        if (again) {
            again = false;
            if (order.get(place).enter(now, spare) == Provider.Entry.ADMITTED) {
                return Optional.of(new Try(order.get(place), begun.plus(budget())));
            }
        }
        while (++place < order.size()) {
            switch (order.get(place).enter(now, spare)) {
                case ADMITTED -> {
                    retried = false;
                    return Optional.of(attempt(order.get(place), now));
                }
                case TIGHT -> place = order.size();
                case FULL -> hopes(NO_ROOM);
                case LEFT_ALONE -> {
                    if (!order.get(place).refusesUs()) {
                        hopes(NO_ROOM);
                    }
                }
            }
        }
        return tried || spare ? Optional.empty() : anyway(now);
    }

    private Optional<Try> anyway(Instant now) {
        for (Provider provider : order) {
            if (provider.enterAnyway()) {
                retried = true;
                return Optional.of(attempt(provider, now));
            }
        }
        return Optional.empty();
    }

    private Try attempt(Provider provider, Instant now) {
        tried = true;
        begun = now;
        return new Try(provider, now.plus(budget()));
    }

    private Duration budget() {
        return place < order.size() - 1 ? rules.budgetBeforeAnother() : rules.connectBudget();
    }

    private void hopes(SpeechFault fault) {
        if (hopeful == null) {
            hopeful = fault;
        }
    }

    /// What is told when nobody is left to be tried: a refusal only when everybody refuses, because it says that
    /// asking again is of no use.
    ///
    /// @param last the latest fault, if there was one
    SpeechFault verdict(Optional<SpeechFault> last) {
        SpeechFault fault = hopeful;
        return fault != null ? fault : last.orElse(NO_ROOM);
    }

    /// The attempt has failed. It is made once more when it failed soon, and by something that may be over by now. A
    /// provider that says when it will have room is not asked before.
    void failed(SpeechFault why, Instant now) {
        boolean mayBeOverNow = switch (why) {
            case SpeechFault.Disconnected _ -> true;
            case SpeechFault.Busy(Optional<Duration> retryAfter) -> retryAfter.isEmpty();
            case SpeechFault.Refused _, SpeechFault.Unintelligible _, SpeechFault.SessionExpired _ -> false;
        };
        if (!(why instanceof SpeechFault.Refused)) {
            hopeful = why;
        }
        again = !retried && mayBeOverNow && now.isBefore(begun.plus(rules.retryWithin()));
        retried = true;
    }
}
