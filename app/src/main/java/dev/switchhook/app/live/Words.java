package dev.switchhook.app.live;

import dev.switchhook.domain.turn.Turn;

/// The beginning of what somebody has said. It is private.
///
/// @param speaker who
/// @param text at most [#LONGEST] characters, on one line
public record Words(Speaker speaker, String text) {

    /// The longest text.
    public static final int LONGEST = 120;

    /// Who speaks.
    public enum Speaker {
        /// The person on the phone.
        CALLER,
        /// Our agent.
        AGENT
    }

    /// The beginning of a turn.
    static Words of(Turn turn) {
        Speaker speaker = turn instanceof Turn.Caller ? Speaker.CALLER : Speaker.AGENT;
        return new Words(speaker, shortened(turn.text()));
    }

    private static String shortened(String text) {
        // More would be cut anyway, and a text may be very long.
        String line = text.substring(0, Math.min(text.length(), 4 * LONGEST))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        if (line.length() <= LONGEST && text.length() <= 4 * LONGEST) {
            return line;
        }
        int end = Math.min(line.length(), LONGEST - 1);
        if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
