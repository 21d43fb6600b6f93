package dev.switchhook.app.rehearsal;

import java.io.Serial;

/// A fault plan is not there, or cannot be understood. The message is for the user: it names the file, the
/// line, the problem, and what is allowed.
public final class UnreadablePlan extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnreadablePlan(String message) {
        super(message);
    }
}
