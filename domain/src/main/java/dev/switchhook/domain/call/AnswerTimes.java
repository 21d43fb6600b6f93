package dev.switchhook.domain.call;

import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Instant;

/// Notes how long the caller waits for the agent: for its first words, and for the answer to each of the caller's
/// turns. What the agent says to bridge the time of a tool is no answer.
final class AnswerTimes {

    private final SoundTimer greeting = new SoundTimer();
    private final SoundTimer answer = new SoundTimer();
    private boolean fillerAsked;
    private boolean filler;

    void lineOpens(Instant now) {
        greeting.start(now);
    }

    void callerBegins() {
        answer.stop();
    }

    void callerEnds(Instant now) {
        answer.start(now);
    }

    /// A reply was asked for.
    void asked(boolean asFiller) {
        fillerAsked = asFiller;
    }

    /// A reply begins.
    void begins() {
        filler = fillerAsked;
        fillerAsked = false;
    }

    /// Sound of a reply is being sent.
    ///
    /// @param sentMilliseconds how much was sent in all before it
    void sends(long sentMilliseconds, Instant now) {
        greeting.sends(sentMilliseconds, now);
        if (!filler) {
            answer.sends(sentMilliseconds, now);
        }
    }

    /// Sound is proven to be heard.
    ///
    /// @param heardMilliseconds how much in all
    void hears(long heardMilliseconds, Instant now, Outbox out) {
        greeting.hears(heardMilliseconds, now)
                .ifPresent(times -> out.journal(new JournalEntry.Greeted(times.sent(), times.heard())));
        answer.hears(heardMilliseconds, now)
                .ifPresent(times -> out.journal(new JournalEntry.Answered(times.sent(), times.heard())));
    }

    /// What is being said is broken off: its beginning is not proven to be heard any more.
    void cut() {
        fillerAsked = false;
        if (greeting.awaitsProof()) {
            greeting.stop();
        }
        if (answer.awaitsProof()) {
            answer.stop();
        }
    }
}
