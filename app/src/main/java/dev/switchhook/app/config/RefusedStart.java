package dev.switchhook.app.config;

import java.util.List;

/// The configuration has mistakes, so nothing was started.
///
/// It is thrown before any resource is opened and carries no secret: every line names a key, the problem and the
/// allowed values.
public final class RefusedStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;
    private final String advice;

    /// A refusal for these mistakes, one line each.
    public RefusedStart(List<String> mistakes) {
        this(mistakes, "");
    }

    /// A refusal for these mistakes, one line each, with a line of advice.
    public RefusedStart(List<String> mistakes, String advice) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
        this.advice = advice;
    }

    /// The mistakes, one line each, in the order in which they were found.
    public List<String> mistakes() {
        return mistakes;
    }

    /// What the user could do instead, in one line; empty when there is nothing to say.
    public String advice() {
        return advice;
    }
}
