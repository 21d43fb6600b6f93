package dev.switchhook.app.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The database cannot be used. The message is one line for the person who started the program; it holds no
/// credentials.
public final class DatabaseUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
