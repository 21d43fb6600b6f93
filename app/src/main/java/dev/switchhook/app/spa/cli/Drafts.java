package dev.switchhook.app.spa.cli;

import java.util.List;

/// What a file tells.
///
/// @param drafts in the order of the file
/// @param mistakes about rows from which no draft could be made
/// @param remarks what was passed over, one line each
record Drafts(List<Draft> drafts, List<Mistake> mistakes, List<String> remarks) {

    Drafts {
        drafts = List.copyOf(drafts);
        mistakes = List.copyOf(mistakes);
        remarks = List.copyOf(remarks);
    }

    /// A file of which nothing can be used.
    static Drafts unreadable(int line, String problem) {
        return new Drafts(List.of(), List.of(new Mistake(line, "file", problem)), List.of());
    }
}
