package dev.switchhook.app.spa.tools;

import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.turn.Turn;
import java.util.List;
import java.util.regex.Pattern;

/// Finds out whether the caller has agreed to what was read back. Immutable; safe for use by several threads.
///
/// The caller's own words decide, as the speech provider has written them down: a model that says so is not enough,
/// because a caller's words can talk a model into much. What was said before the read-back does not count, a refusal
/// in the same words outdoes a yes, and the last words that say either are those that count.
public final class Consent {

    /// As it is written in the scripts of the world.
    private static final Pattern QUESTION = Pattern.compile("[?\u061f\uff1f\u037e]");

    private final Check check;
    private final List<ConsentPack> packs;

    /// With the packs of all languages.
    public Consent(Check check) {
        this(check, ConsentPack.all());
    }

    Consent(Check check, List<ConsentPack> packs) {
        this.check = check;
        this.packs = List.copyOf(packs);
    }

    /// Who is believed about the caller's yes.
    public enum Check {
        /// The caller's own words. Where the provider has written down none at all, in the whole call, the model;
        /// but not before the caller has spoken after the read-back, where it is told when callers speak.
        TRANSCRIPT,
        /// The model.
        MODEL
    }

    /// What the caller has said to the read-back.
    enum Answer {
        /// A yes.
        AGREED,
        /// A no, or something that is not meant to be done as it was read back.
        DECLINED,
        /// Neither, or nothing.
        OPEN
    }

    /// The answer to a read-back.
    ///
    /// @param since how many turns the call had when the read-back was asked for
    Answer to(Said said, int since) {
        List<Turn> later = said.since(since);
        int readBack = readBack(later);
        if (readBack == later.size()) {
            // Nothing was read back: the model has asked twice in one breath.
            return Answer.OPEN;
        }
        if (check == Check.MODEL) {
            return Answer.AGREED;
        }
        if (neverWritten(said)) {
            return hasSpoken(later.subList(readBack, later.size())) || !hasSpoken(said.latest())
                    ? Answer.AGREED
                    : Answer.OPEN;
        }
        for (int i = later.size() - 1; i > readBack; i--) {
            Answer answer = later.get(i) instanceof Turn.Caller(String text) ? of(text) : Answer.OPEN;
            if (answer != Answer.OPEN) {
                return answer;
            }
        }
        return Answer.OPEN;
    }

    /// Where it was read back: the agent's first question, because what it said while the slot was looked up,
    /// such as "one moment", may end later than the tool began. Without any question it is its first turn.
    private static int readBack(List<Turn> turns) {
        int first = turns.size();
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i) instanceof Turn.Agent) {
                first = i;
            }
        }
        for (int i = first; i < turns.size(); i++) {
            if (turns.get(i) instanceof Turn.Agent
                    && QUESTION.matcher(turns.get(i).text()).find()) {
                return i;
            }
        }
        return first;
    }

    /// A turn of the caller is known, though its words may not be.
    private static boolean hasSpoken(List<Turn> turns) {
        return turns.stream().anyMatch(Turn.Caller.class::isInstance);
    }

    private static boolean neverWritten(Said said) {
        return said.latest().stream()
                .noneMatch(turn -> turn instanceof Turn.Caller && !turn.text().isBlank());
    }

    /// What one utterance says. The languages are asked together, for a caller may mix them.
    Answer of(String text) {
        String words = ConsentPack.words(text);
        String serious = words;
        for (ConsentPack pack : packs) {
            serious = pack.withoutPoliteness(serious);
        }
        String left = serious;
        if (packs.stream().anyMatch(pack -> pack.declines(left))) {
            return Answer.DECLINED;
        }
        return packs.stream().anyMatch(pack -> pack.agrees(words)) ? Answer.AGREED : Answer.OPEN;
    }
}
