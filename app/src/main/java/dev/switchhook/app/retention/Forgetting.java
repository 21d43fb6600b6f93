package dev.switchhook.app.retention;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.CallsOfNumber;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Forgets callers: everything about a number is deleted, or emptied of what is private. Slow; safe for use while calls
/// are
/// being served.
public final class Forgetting {

    private final DataSource database;
    private final List<Erasure> erasures;
    private final Audit audit;

    /// @param erasures in the order in which they are carried out
    public Forgetting(DataSource database, List<Erasure> erasures, Audit audit) {
        this.database = database;
        this.erasures = List.copyOf(erasures);
        this.audit = audit;
    }

    /// How it went.
    public sealed interface Result {

        /// What was deleted, or would be.
        ///
        /// @param things how many of each kind
        record Done(int calls, Map<String, Integer> things) implements Result {}

        /// Nothing was deleted.
        ///
        /// @param inProgress calls of the number that are not over
        /// @param objections what somebody has to insist on
        record Refused(List<CallId> inProgress, List<String> objections) implements Result {}
    }

    /// Forgets a caller.
    ///
    /// @param number E.164
    /// @param insists whether objections are overruled
    /// @param really whether anything is deleted, and not only counted
    /// @param who wants it, for the audit
    /// @throws SQLException when the database fails; what was deleted until then stays deleted, and doing
    ///     it again does the rest
    /// @throws AuditUnavailable when it cannot be noted; nothing was deleted then
    public Result forget(PhoneNumber number, boolean insists, boolean really, String who)
            throws SQLException, AuditUnavailable {
        CallsOfNumber calls = CallsOfNumber.find(database, number);
        Person person = new Person(number, calls.over());
        List<String> objections = new ArrayList<>();
        if (!insists) {
            for (Erasure erasure : erasures) {
                objections.addAll(erasure.objections(person));
            }
        }
        if (!calls.inProgress().isEmpty() || !objections.isEmpty()) {
            return new Result.Refused(calls.inProgress(), List.copyOf(objections));
        }
        if (really) {
            audit.note(who, "caller-forgotten", Optional.empty(), calls.over().size() + " calls");
        }
        Map<String, Integer> things = new LinkedHashMap<>();
        for (Erasure erasure : erasures) {
            things.put(erasure.what(), really ? erasure.forget(person) : erasure.about(person));
        }
        return new Result.Done(calls.over().size(), things);
    }
}
