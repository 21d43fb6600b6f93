package dev.switchhook.app.spa.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements of one transaction, for the thread that runs it. An [Instant] among the values is stored in
/// UTC.
final class Rows {

    private static final int LONGEST_STATEMENT_SECONDS = 2;

    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    /// What becomes of a row.
    @FunctionalInterface
    interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }

    /// Changes rows.
    ///
    /// @return how many
    int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql)) {
            fill(statement, values);
            return statement.executeUpdate();
        }
    }

    /// The same change for each of several lists of values, in their order.
    void each(String sql, List<List<Object>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = prepared(sql)) {
            for (List<Object> values : rows) {
                fill(statement, values.toArray());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// The first row that fits.
    <T> Optional<T> first(Reader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        return all(reader, sql, values).stream().findFirst();
    }

    /// All rows that fit.
    <T> List<T> all(Reader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql)) {
            fill(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            }
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
        return statement;
    }

    private static void fill(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(
                    i + 1, values[i] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : values[i]);
        }
    }

    /// A column with an instant that is never null.
    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
