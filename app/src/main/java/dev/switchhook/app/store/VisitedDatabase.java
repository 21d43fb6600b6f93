package dev.switchhook.app.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The database of a server for a command that needs several transactions: each of them is a visit of its own, see
/// [DatabaseVisit].
public final class VisitedDatabase implements DataSource {

    private final DatabaseSettings settings;

    /// Nothing is opened yet.
    public VisitedDatabase(DatabaseSettings settings) {
        this.settings = settings;
    }

    /// @throws DatabaseUnavailable when it cannot be reached
    @Override
    public Connection getConnection() {
        return DatabaseVisit.to(settings);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the settings say who visits");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
