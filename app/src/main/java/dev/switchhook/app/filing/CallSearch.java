package dev.switchhook.app.filing;

import dev.switchhook.domain.caller.CallId;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds calls that are over. Slow: it may block for 2 s. Safe for use by several threads.
public interface CallSearch {

    /// How many calls a page has.
    int PAGE = 50;

    /// A page from the newest call on.
    OptionalLong NEWEST = OptionalLong.empty();

    /// The calls that fit, the newest first, one page.
    ///
    /// A search takes a limited time: when what is looked for is rare, and nothing narrows it down, the
    /// page has fewer calls, or none, and says how far it has got; asked for what follows, it goes on from
    /// there.
    ///
    /// @param before where the former page has ended
    Page find(Criteria criteria, OptionalLong before) throws SearchUnavailable;

    /// The file of one call; empty when it is not filed.
    Optional<CallFile> file(CallId call) throws SearchUnavailable;

    /// How many calls began in this time, and how they came out.
    Totals totals(Instant from, Instant until) throws SearchUnavailable;

    /// How many calls began in each hour of this time that had any, by outcome; the oldest hour first.
    ///
    /// @param from the beginning of an hour
    List<Hour> hours(Instant from, Instant until) throws SearchUnavailable;

    /// Calls that were found.
    ///
    /// @param calls the newest first, at most [#PAGE]
    /// @param next where the next page begins; empty when there is nothing more
    /// @param reached everything that began then or later was looked through
    record Page(List<CallFile> calls, OptionalLong next, Optional<Instant> reached) {

        /// Keeps its own copy.
        public Page {
            calls = List.copyOf(calls);
        }

        /// Whether the search has stopped before the page was full.
        public boolean unfinished() {
            return next.isPresent() && calls.size() < PAGE;
        }
    }

    /// How the calls of some time came out.
    ///
    /// @param calls how many
    /// @param outcomes how many of each; those of which there are none are missing
    /// @param blames how many of each blame by its name, of those of which it is known
    /// @param median half of them were as long as this, or shorter; zero without a call
    record Totals(long calls, Map<Outcome, Long> outcomes, Map<String, Long> blames, Duration median) {

        /// Keeps its own copies.
        public Totals {
            outcomes = Map.copyOf(outcomes);
            blames = Map.copyOf(blames);
        }
    }

    /// The calls that began in one hour.
    ///
    /// @param begin of the hour
    /// @param outcomes how many of each; those of which there are none are missing
    record Hour(Instant begin, Map<Outcome, Long> outcomes) {

        /// Keeps its own copy.
        public Hour {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /// The files cannot be searched now. Its message holds nothing of a caller.
    final class SearchUnavailable extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        /// Says why.
        public SearchUnavailable(String why) {
            super(why);
        }
    }
}
