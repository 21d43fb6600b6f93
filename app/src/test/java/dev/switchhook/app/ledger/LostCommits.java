package dev.switchhook.app.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/// A database of which some commits are not answered.
final class LostCommits {

    /// What becomes of a commit.
    enum Fate {
        ANSWERED,
        LOST_BEFORE,
        LOST_AFTER
    }

    /// The fates of the next commits; those after them are answered.
    final Deque<Fate> fates = new ConcurrentLinkedDeque<>();

    private final DataSource real;

    LostCommits(DataSource real) {
        this.real = real;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = invoked(real, method, arguments);
            return result instanceof Connection connection ? shaky(connection) : result;
        });
    }

    private Connection shaky(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            Fate fate = method.getName().equals("commit") && !fates.isEmpty() ? fates.removeFirst() : Fate.ANSWERED;
            if (fate == Fate.LOST_AFTER) {
                connection.commit();
            }
            if (fate != Fate.ANSWERED) {
                throw new SQLException("the connection was lost", "08006");
            }
            return invoked(connection, method, arguments);
        });
    }

    private interface Handler {

        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                LostCommits.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object invoked(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
