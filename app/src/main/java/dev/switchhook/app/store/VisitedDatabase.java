package dev.switchhook.app.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// The database of a server that may be running, for a command that changes what it holds: every connection is a
/// [DatabaseVisit]. Used by one thread. While it is open, one connection is, because an H2 file closes with its last
/// one.
public final class VisitedDatabase implements DataSource, AutoCloseable {

    private final DatabaseSettings settings;
    private final Connection anchor;

    /// Connects.
    ///
    /// @throws DatabaseUnavailable when that fails
    public VisitedDatabase(DatabaseSettings settings) {
        this.settings = settings;
        this.anchor = DatabaseVisit.to(settings);
    }

    @Override
    public Connection getConnection() {
        return DatabaseVisit.to(settings);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public void close() {
        try {
            anchor.close();
        } catch (SQLException _) {
            // The command has done its work, and the process ends.
        }
    }
}
