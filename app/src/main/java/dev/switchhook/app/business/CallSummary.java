package dev.switchhook.app.business;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells what came of a call for the business, in named values such as the code of a booking: they are
/// delivered in the record of the call. A bean of the program; every business may have some. It takes what
/// it tells from what tools have really done, and never from what was said. Fast; safe for use by several
/// threads.
@FunctionalInterface
public interface CallSummary {

    /// The names that it may tell, of `a-z`, `0-9` and `-`; nobody else tells these.
    default Set<String> names() {
        return Set.of();
    }

    /// The values of a call, by name; those of which nothing is to be told are missing.
    ///
    /// @param effects of the call, in the order in which they took effect; what was undone in the call is
    ///     missing
    Map<String, String> of(List<CommittedEffect> effects);
}
