package dev.switchhook.app.doctor;

import java.util.Locale;

/// What the doctor says of something.
public enum Verdict {
    /// It works, and that was seen.
    OK,
    /// It does not work, and that was seen.
    WRONG,
    /// It could not be seen from here.
    CANNOT_TELL;

    /// The word for people and for programs.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Verdict ofExitCode(int code) {
        return switch (code) {
            case 0 -> OK;
            case 1 -> WRONG;
            default -> CANNOT_TELL;
        };
    }
}
