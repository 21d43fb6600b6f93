package dev.switchhook.app.console.access;

import java.util.Set;

/// What somebody may do in the console. Words and not an enum, because they stand in annotations:
/// `@Secured(ConsoleRole.OPERATE)`.
public final class ConsoleRole {

    /// To see calls, their conversations, figures. Whoever may log in may do that.
    public static final String VIEW = "view";

    /// To step into a call: hang up, have something said, take a note.
    public static final String OPERATE = "operate";

    /// To take data away: exports, recordings, the audit.
    public static final String EXPORT = "export";

    /// All of them.
    public static final Set<String> ALL = Set.of(VIEW, OPERATE, EXPORT);

    private ConsoleRole() {}
}
