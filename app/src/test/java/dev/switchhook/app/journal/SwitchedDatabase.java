package dev.switchhook.app.journal;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// A database that a test takes away and brings back.
final class SwitchedDatabase implements DataSource {

    enum State {
        UP,
        /// There is no connection to be had.
        DOWN,
        /// Whoever wants a connection waits until the state changes.
        HANGING,
        /// Every commit is applied, but its answer gets lost.
        ANSWERS_LOST
    }

    private final DataSource real;
    private volatile State state;
    private volatile CountDownLatch change = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    SwitchedDatabase(DataSource real, State state) {
        this.real = real;
        this.state = state;
    }

    void turn(State next) {
        state = next;
        CountDownLatch changed = change;
        change = new CountDownLatch(1);
        changed.countDown();
    }

    /// Waits until somebody has wanted a connection.
    void awaitAsked() throws InterruptedException {
        if (!asked.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody wanted a connection");
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        asked.countDown();
        return switch (state) {
            case UP -> real.getConnection();
            case DOWN -> throw new SQLException("no connection", "08001");
            case HANGING -> {
                CountDownLatch awaited = change;
                try {
                    if (!awaited.await(30, TimeUnit.SECONDS)) {
                        throw new SQLException("hung for ever", "08006");
                    }
                } catch (InterruptedException interrupted) {
                    throw new SQLException(interrupted);
                }
                yield getConnection();
            }
            case ANSWERS_LOST -> answeringNothing(real.getConnection());
        };
    }

    private static Connection answeringNothing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SwitchedDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            throw new SQLException("connection lost", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
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
