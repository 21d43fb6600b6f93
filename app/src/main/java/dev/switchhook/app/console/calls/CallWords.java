package dev.switchhook.app.console.calls;

import dev.switchhook.app.console.live.Wordings;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How the list of calls says things. Called by templates.
public final class CallWords {

    private static final DateTimeFormatter BEGAN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private CallWords() {}

    /// How a call came out.
    public static String of(Outcome outcome) {
        return outcome == Outcome.UNKNOWN ? "Ending unknown" : Wordings.of(outcome);
    }

    /// Whose doing it was.
    public static String of(Blame blame) {
        return Wordings.of(blame).toLowerCase(Locale.ROOT);
    }

    /// Why a call ended.
    public static String of(EndReason reason) {
        return Wordings.of(reason);
    }

    /// A day and a time in UTC, such as `2026-11-20 10:00:03`.
    public static String time(Instant at) {
        return BEGAN.format(at);
    }

    /// The class of the badge of an outcome.
    public static String badge(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> "badge badge-good";
            case ABANDONED -> "badge badge-warn";
            case FAILED -> "badge badge-bad";
            case UNKNOWN -> "badge";
        };
    }

    /// What was said without being so; empty when nothing was.
    public static String claims(CallFile call) {
        if (call.falseClaims() == 0) {
            return "";
        }
        return call.uncorrected() == 0 ? "False claim, corrected" : "False claim, not corrected";
    }
}
