package dev.switchhook.app.live;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A database that a test takes away and brings back.
final class Outage implements InvocationHandler {

    private final DataSource real;
    private volatile boolean out;

    Outage(DataSource real) {
        this.real = real;
    }

    /// The database while it is there, and nothing else than a failure while it is out.
    DataSource database() {
        return (DataSource) Proxy.newProxyInstance(
                Outage.class.getClassLoader(), new Class<?>[] {DataSource.class}, this);
    }

    void begin() {
        out = true;
    }

    void end() {
        out = false;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (out) {
            throw new SQLException("out", "08001");
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
