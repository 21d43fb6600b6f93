package dev.switchhook.app.explain;

import java.time.Instant;
import java.util.List;

/// Something that was wrong with a call, as far as its facts tell. Its texts hold nothing that was said. Immutable.
///
/// @param certainty how sure it is
/// @param layer where it was wrong
/// @param what in one line
/// @param evidence what speaks for it, oldest first
/// @param next what to do now
public record Cause(Certainty certainty, Layer layer, String what, List<Evidence> evidence, String next) {

    /// Keeps its own copy.
    public Cause {
        evidence = List.copyOf(evidence);
    }

    /// How sure it is; the surest first.
    public enum Certainty {
        /// Somebody has said so.
        CERTAIN,
        /// The facts have hardly any other explanation.
        LIKELY,
        /// It may have to do with it.
        POSSIBLE
    }

    /// Where something was wrong, from the outside to the inside: what is further out makes everything behind it look
    /// broken.
    public enum Layer {
        /// Twilio's requests, our answers, the media connection.
        LINE,
        /// The speech provider.
        PROVIDER,
        /// A tool.
        TOOL,
        /// The program.
        PROGRAM,
        /// What the agent said.
        AGENT,
        /// The person on the telephone.
        CALLER
    }

    /// Something that was noted.
    ///
    /// @param at when
    /// @param what in a few words
    public record Evidence(Instant at, String what) {}
}
