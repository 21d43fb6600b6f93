package dev.switchhook.app.spa.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// A database whose next connections fail as told, one fault per connection; after that it works.
final class FaultyDatabase implements DataSource {

    /// What happens to one connection.
    sealed interface Fault {

        record None() implements Fault {}

        /// There is no connection to be had.
        record NoConnection() implements Fault {}

        /// The commit fails with this state. Whether it was applied before is the question.
        record AtCommit(String state, boolean applied) implements Fault {}

        /// PostgreSQL ends the session just before the commit arrives.
        record SessionEndedBeforeCommit() implements Fault {}

        /// The first statement fails with this state.
        record AtStatement(String state) implements Fault {}
    }

    private final DataSource real;
    private final Deque<Fault> faults = new ArrayDeque<>();

    FaultyDatabase(DataSource real, Fault... faults) {
        this.real = real;
        this.faults.addAll(Arrays.asList(faults));
    }

    void next(Fault... more) {
        faults.addAll(Arrays.asList(more));
    }

    int unused() {
        return faults.size();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Fault fault = faults.isEmpty() ? new Fault.None() : faults.removeFirst();
        if (fault instanceof Fault.NoConnection) {
            throw new SQLException("no connection within a second", "08001");
        }
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    switch (fault) {
                        case Fault.AtCommit(String state, boolean applied)
                        when method.getName().equals("commit") -> {
                            if (applied) {
                                connection.commit();
                            } else {
                                connection.rollback();
                            }
                            throw new SQLException("the commit failed", state);
                        }
                        case Fault.SessionEndedBeforeCommit _
                        when method.getName().equals("commit") -> endSession(connection);
                        case Fault.AtStatement(String state)
                        when method.getName().equals("prepareStatement") ->
                            throw new SQLException("the statement failed", state);
                        default -> {
                            // As usual.
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void endSession(Connection session) throws SQLException {
        int backend = session.unwrap(PGConnection.class).getBackendPID();
        try (Connection other = real.getConnection();
                PreparedStatement end = other.prepareStatement("select pg_terminate_backend(?, 5000)")) {
            end.setInt(1, backend);
            end.execute();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
