package dev.switchhook.app.privacy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Deletes one kind of thing that calls leave behind. Whoever keeps something about callers has one: those of the
/// program stand in `Erasures`, those of a business are what [dev.switchhook.app.business.Business#erasures] gives.
///
/// Slow. Safe for use by several threads and processes at once. Deleting what is gone already is no mistake.
public interface Erasure {

    /// So much is deleted in one transaction at most, so that nobody waits for it.
    int BATCH = 500;

    /// What it deletes, in a few words for a table, such as `words of calls`.
    String what();

    /// How long that is kept.
    Keeping keeping();

    /// Deletes what is older, in batches of [#BATCH].
    ///
    /// @return how many things were deleted, or emptied of what is private
    int deleteBefore(Instant end) throws SQLException;

    /// Why a person cannot be forgotten unless somebody insists, such as `1 appointment of the spa to come`.
    ///
    /// @return empty as a rule
    default List<String> objections(Person person) throws SQLException {
        return List.of();
    }

    /// How many things there are that [#forget] would delete.
    int about(Person person) throws SQLException;

    /// Deletes everything about a person, or empties it of what is private.
    ///
    /// @return how many things
    int forget(Person person) throws SQLException;
}
