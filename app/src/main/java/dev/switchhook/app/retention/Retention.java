package dev.switchhook.app.retention;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is older than it may be. Of all processes one does so at a time; recordings are deleted by each
/// process, because each may have a directory of its own. What fails is logged, and tried again the next time. Slow;
/// safe for
/// use by several threads.
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final List<Erasure> erasures;
    private final Map<Keeping, Integer> days;
    private final JobLease lease;

    /// @param days for how many days each sort is kept
    /// @param me the name of this process
    public Retention(DataSource database, List<Erasure> erasures, Map<Keeping, Integer> days, String me) {
        this.erasures = List.copyOf(erasures);
        this.days = Map.copyOf(days);
        this.lease = new JobLease(database, "retention", me);
    }

    /// Deletes everything that is too old now.
    ///
    /// @return how many things of each kind, when there were any
    public Map<String, Integer> run(Instant now) {
        Map<String, Integer> deleted = new LinkedHashMap<>();
        for (Erasure erasure : erasures) {
            try {
                if (erasure.keeping() == Keeping.RECORDINGS || lease.take()) {
                    int kept = Objects.requireNonNull(days.get(erasure.keeping()));
                    int count = erasure.deleteBefore(Keeping.end(kept, now));
                    if (count > 0) {
                        deleted.put(erasure.what(), count);
                        LOG.info("event=retention what=\"{}\" deleted={}", erasure.what(), count);
                    }
                }
            } catch (SQLException failed) {
                LOG.warn("event=retention-failed what=\"{}\" sql-state={}", erasure.what(), failed.getSQLState());
            }
        }
        return deleted;
    }
}
