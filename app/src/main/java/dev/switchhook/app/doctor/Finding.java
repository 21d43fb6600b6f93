package dev.switchhook.app.doctor;

import java.util.List;

/// What was found at one boundary. It holds no secret.
///
/// @param boundary what was examined, in a few words
/// @param verdict whether it works
/// @param what was seen, in one line
/// @param causes what it may be due to, the likeliest first; empty when it works
public record Finding(String boundary, Verdict verdict, String what, List<String> causes) {

    /// Keeps its own copy of the list.
    public Finding {
        causes = List.copyOf(causes);
    }

    /// It works.
    public static Finding ok(String boundary, String what) {
        return new Finding(boundary, Verdict.OK, what, List.of());
    }

    /// It does not work.
    public static Finding wrong(String boundary, String what, String... causes) {
        return new Finding(boundary, Verdict.WRONG, what, List.of(causes));
    }

    /// It could not be seen from here.
    public static Finding cannotTell(String boundary, String what, String... causes) {
        return new Finding(boundary, Verdict.CANNOT_TELL, what, List.of(causes));
    }
}
