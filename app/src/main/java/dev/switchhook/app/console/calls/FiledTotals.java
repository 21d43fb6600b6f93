package dev.switchhook.app.console.calls;

import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
import dev.switchhook.app.filing.CallSearch.Totals;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.app.live.DayTotals;
import dev.switchhook.domain.hangup.Blame;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The totals of a day from the files of its calls. Blocks for 2 s at most. Safe for use by several threads.
@Singleton
final class FiledTotals implements DayTotals {

    private static final List<Blame> FAULTS = List.of(Blame.US, Blame.PROVIDER, Blame.CARRIER);

    private final CallSearch search;

    FiledTotals(CallSearch search) {
        this.search = search;
    }

    @Override
    public Optional<Day> between(Instant from, Instant until) {
        try {
            return Optional.of(day(search.totals(from, until)));
        } catch (SearchUnavailable _) {
            return Optional.empty();
        }
    }

    private static Day day(Totals totals) {
        List<Part> parts = new ArrayList<>();
        for (Outcome outcome : List.of(Outcome.COMPLETED, Outcome.ABANDONED, Outcome.FAILED)) {
            parts.add(new Part(CallWords.of(outcome), totals.outcomes().getOrDefault(outcome, 0L)));
        }
        // What is not known matters only when there is some of it, and so does whose fault a failure was.
        more(parts, CallWords.of(Outcome.UNKNOWN), totals.outcomes().getOrDefault(Outcome.UNKNOWN, 0L));
        for (Blame blame : FAULTS) {
            more(parts, "Blame: " + CallWords.of(blame), totals.blames().getOrDefault(blame.name(), 0L));
        }
        Optional<Duration> median = totals.calls() == 0 ? Optional.empty() : Optional.of(totals.median());
        return new Day(totals.calls(), parts, median);
    }

    private static void more(List<Part> parts, String words, long calls) {
        if (calls > 0) {
            parts.add(new Part(words, calls));
        }
    }
}
