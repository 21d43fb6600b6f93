package dev.switchhook.app.journal;

import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What people look up about calls. It blocks. Used by one thread.
public final class CallBook {

    private static final String LATEST = """
        select call_id, min(began) from (
            select call_id, announced_at as began from call_record
            union all
            select call_id, min(at) as began from journal_entry group by call_id
        ) as known group by call_id order by 2 desc, 1 limit ?\
        """;
    private static final String RECORD =
            "select caller, attestation, state, reason, announced_at from call_record where call_id = ?";

    private final Connection connection;

    /// A book that reads from this connection.
    public CallBook(Connection connection) {
        this.connection = connection;
    }

    /// The calls that began last, the latest first.
    ///
    /// @param most how many at most
    public List<CallStory> latest(int most) throws SQLException {
        List<CallId> calls = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LATEST)) {
            select.setInt(1, most);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    calls.add(new CallId(rows.getString(1)));
                }
            }
        }
        List<CallStory> stories = new ArrayList<>();
        for (CallId call : calls) {
            find(call).ifPresent(stories::add);
        }
        return stories;
    }

    /// One call; empty when nothing is known of it.
    public Optional<CallStory> find(CallId call) throws SQLException {
        Optional<CallStory.Registered> registered = registered(call);
        List<Noted> notes = JdbcArchive.entries(connection, call);
        return registered.isEmpty() && notes.isEmpty()
                ? Optional.empty()
                : Optional.of(new CallStory(call, registered, notes));
    }

    private Optional<CallStory.Registered> registered(CallId call) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RECORD)) {
            select.setString(1, call.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new CallStory.Registered(
                        new PhoneNumber(row.getString(1)),
                        attestation(row.getString(2)),
                        CallState.valueOf(row.getString(3)),
                        reason(Optional.ofNullable(row.getString(4))),
                        row.getObject(5, OffsetDateTime.class).toInstant()));
            }
        }
    }

    /// What another version knows, and this one does not, vouches for nobody.
    private static Attestation attestation(String name) {
        return Arrays.stream(Attestation.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(Attestation.ABSENT);
    }

    /// A reason of another version is none that we could explain.
    private static Optional<EndReason> reason(Optional<String> name) {
        return Arrays.stream(EndReason.values())
                .filter(reason -> name.isPresent() && reason.name().equals(name.get()))
                .findFirst();
    }
}
