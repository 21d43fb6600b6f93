package dev.switchhook.app.spa;

import java.io.Serial;

/// The appointment book cannot be used now; nothing was changed.
final class BookUnavailable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BookUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
