package dev.switchhook.app.console.live;

import java.time.Duration;
import java.time.Instant;

/// One line of a conversation, as people read it. Read by templates.
///
/// @param at when it was noted
/// @param kind what it is
/// @param text what was said and heard; of a tool its name; of a remark its words
/// @param unheard the rest of what the agent meant to say; empty when all was heard
/// @param detail of a tool what it was asked and has answered
/// @param took of a tool how long it ran
public record CallLine(Instant at, Kind kind, String text, String unheard, String detail, Duration took) {

    /// What a line is.
    public enum Kind {
        /// The caller spoke.
        CALLER("Caller"),
        /// The agent spoke.
        AGENT("Agent"),
        /// A tool ran.
        TOOL("Tool"),
        /// Something happened that explains what follows.
        REMARK("");

        private final String who;

        Kind(String who) {
            this.who = who;
        }

        /// Who is shown as speaking.
        public String who() {
            return who;
        }
    }

    static CallLine said(Instant at, Kind kind, String heard, String unheard) {
        return new CallLine(at, kind, heard, unheard, "", Duration.ZERO);
    }

    static CallLine remark(Instant at, String words) {
        return new CallLine(at, Kind.REMARK, words, "", "", Duration.ZERO);
    }
}
