package dev.switchhook.app.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers when a trouble was last seen to grow, because a count alone does not say whether it is over. Safe for use
/// by several threads.
public final class CarrierWatch {

    private final Map<String, Long> before = new HashMap<>();
    private final Map<String, Instant> grown = new HashMap<>();

    /// A watch that has seen nothing yet.
    public CarrierWatch() {}

    /// Something that has happened.
    ///
    /// @param words what
    /// @param count how often, since the process began
    /// @param grown when it was last seen to happen; empty when nobody looked then
    public record Trouble(String words, long count, Optional<Instant> grown) {}

    /// What has happened at least once, the latest first.
    ///
    /// @param counts see [Surroundings#troublesOfCarrier]
    public synchronized List<Trouble> look(Map<String, Long> counts, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        counts.forEach((words, count) -> {
            Long known = before.put(words, count);
            if (known != null && count > known) {
                grown.put(words, now);
            }
            if (count > 0) {
                troubles.add(new Trouble(words, count, Optional.ofNullable(grown.get(words))));
            }
        });
        troubles.sort(Comparator.comparing((Trouble trouble) -> trouble.grown().orElse(Instant.MIN))
                .reversed()
                .thenComparing(Trouble::words));
        return troubles;
    }
}
