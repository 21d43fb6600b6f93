package dev.switchhook.app.retention;

import dev.switchhook.app.store.BoundedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/// Makes sure that of all processes one does a job. Whoever dies loses it after ten minutes.
final class JobLease {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final BoundedDatabase database;
    private final String job;
    private final String holder;

    JobLease(DataSource database, String job, String holder) {
        this.database = new BoundedDatabase(database, LONGEST);
        this.job = job;
        this.holder = holder;
    }

    /// Takes the job on, or holds it for another ten minutes.
    ///
    /// @return false when another process has it
    boolean take() throws SQLException {
        return database.transaction(work -> {
            int taken = work.update(
                    "update job_lease set holder = ?, lease_until = current_timestamp + interval '10' minute"
                            + " where job = ? and (holder = ? or lease_until < current_timestamp)",
                    holder,
                    job,
                    holder);
            return taken == 1
                    || work.update(
                                    "insert into job_lease (job, holder, lease_until)"
                                            + " values (?, ?, current_timestamp + interval '10' minute)"
                                            + " on conflict do nothing",
                                    job,
                                    holder)
                            == 1;
        });
    }
}
