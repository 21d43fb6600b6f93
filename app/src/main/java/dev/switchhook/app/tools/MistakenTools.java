package dev.switchhook.app.tools;

import java.io.Serial;
import java.util.List;

/// The tools cannot be used as they are written. The message names all mistakes, one line each: the tool, the
/// parameter,
/// what is wrong, and what is allowed.
public final class MistakenTools extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    /// These mistakes.
    public MistakenTools(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /// One line for each.
    public List<String> mistakes() {
        return mistakes;
    }
}
