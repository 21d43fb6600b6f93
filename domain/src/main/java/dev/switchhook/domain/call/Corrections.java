package dev.switchhook.domain.call;

import dev.switchhook.domain.claim.Claim;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Holds the agent to the truth: what it claims to have done is compared with what tools have done ([Proofs]), and what
/// was not so is noted, and corrected by the agent itself at the next quiet moment, in any case before a goodbye.
///
/// ```
/// claimed -> judged when nobody speaks -> owed -> asked -> being said -> heard
///                                          ^--------------------/ cut short before it could be understood
/// ```
///
/// Each false claim is corrected once. Bounded: a correction that is never heard is given up after ten tries; an agent
/// that claims such things again and again, in its corrections or its goodbyes, is asked for three corrections, and
/// then not before the caller has spoken. What is given up stays noted, and the call goes on.
final class Corrections {

    private static final String CUE = "Correct yourself now, in one or two short sentences. ";

    private static final String LEFT_OPEN =
            ", and the tool has left it open whether it is. Say that you do not know it for certain. ";

    private static final String NOT_DONE = ", and no tool has done that in this call. Say that it is not so. ";

    /// It may be so from before the call, by a tool that has shown it on the way to something else.
    private static final String NOT_DONE_NOW = ", and no tool has done that in this call. Say that it was not done in"
            + " this call, but do not deny what a tool has shown you to be so from before. ";

    private static final int MOST_TRIES = 10;

    private static final int MOST_IN_A_ROW = 3;

    /// So much of a correction has to be heard for it to count.
    private static final long ENOUGH_MILLISECONDS = 1_500;

    private enum State {
        NONE,
        OWED,
        ASKED,
        BEING_SAID,
        SAID
    }

    private final ClaimsMade made;
    private final Proofs proofs;
    private final ToolDesk tools;
    private final List<String> kinds = new ArrayList<>();

    /// Of which of them the agent has said that it has done it, and not only that it is so.
    private final Set<String> deeds = new HashSet<>();

    private State state = State.NONE;
    private String cue = "";
    private @Nullable ReplyId reply;
    private @Nullable ItemId item;
    private long heardAt;
    private int tries;
    /// How many corrections were asked for since the caller has spoken, but for those that were not heard.
    private int inARow;
    private boolean urgent;

    Corrections(Claims claims, Proofs proofs, ToolDesk tools) {
        this.made = new ClaimsMade(proofs.arePossible() ? claims : Claims.NONE);
        this.proofs = proofs;
        this.tools = tools;
    }

    // What is claimed and done.

    /// Another process has left this behind: claims that were noted as false and not corrected, and what the agent has
    /// said last, which may not have been judged.
    void remembers(Past past) {
        proofs.remembers(past);
        kinds.addAll(past.untrue().kinds());
        state = kinds.isEmpty() ? State.NONE : State.OWED;
        past.untrue().unjudged().forEach(made::saidBefore);
    }

    /// The caller has finished a turn, and is not about to leave.
    void callerSpoke() {
        inARow = 0;
        urgent = false;
        proofs.callerSpoke();
    }

    /// The agent has said this.
    ///
    /// @param heard how much of it; [Long#MAX_VALUE] when it was not cut so far
    void said(Turn.Agent turn, long heard) {
        made.said(turn, heard);
    }

    /// A tool has this outcome.
    void outcome(String tool, ToolOutcome outcome) {
        proofs.outcome(tool, outcome);
    }

    /// No more was heard of these utterances.
    ///
    /// @param former those of the session before the present one
    void cutShort(List<HeardItem> former, List<HeardItem> heard, Outbox out) {
        made.cutShortOfFormer(former);
        made.cutShort(heard);
        if (state == State.ASKED || state == State.BEING_SAID || state == State.SAID) {
            long milliseconds = heard.stream()
                    .filter(it -> it.item().equals(item))
                    .mapToLong(HeardItem::milliseconds)
                    .findFirst()
                    .orElse(state == State.SAID ? ENOUGH_MILLISECONDS : 0);
            if (milliseconds < ENOUGH_MILLISECONDS) {
                failed();
            } else {
                corrected(out);
            }
        }
    }

    /// The session is gone. What it has said of a correction plays on.
    void sessionGone() {
        made.newSession();
        if (state == State.ASKED || (state == State.BEING_SAID && item == null)) {
            failed();
        } else if (state == State.BEING_SAID) {
            state = State.SAID;
        }
        reply = null;
    }

    // Judging.

    /// Whether the agent has to be asked for a correction. Judges what can be judged.
    ///
    /// @param soundFollows whether what was said may still be about to sound
    boolean areOwed(boolean soundFollows, Outbox out) {
        judge(soundFollows, out);
        return state == State.OWED;
    }

    /// Whether nobody may say goodbye yet: a correction is owed, or was asked for and does not sound yet, or what was
    /// said is not so and may yet be heard.
    boolean holdGoodbyeBack() {
        return state == State.OWED || state == State.ASKED || (inARow < MOST_IN_A_ROW && made.any(this::isUntrue));
    }

    private boolean isUntrue(Claim claim) {
        return !proofs.prove(claim) && !isAtWork(claim.kind());
    }

    private void judge(boolean soundFollows, Outbox out) {
        Set<String> untrue = new TreeSet<>();
        for (Claim claim : made.take(soundFollows, this::waits)) {
            if (!proofs.prove(claim)) {
                untrue.add(claim.kind());
                if (claim.deed()) {
                    deeds.add(claim.kind());
                }
            }
        }
        for (String kind : untrue) {
            out.journal(new JournalEntry.FalseClaim(kind));
            if (inARow < MOST_IN_A_ROW && !kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        if (!untrue.isEmpty() && inARow < MOST_IN_A_ROW) {
            state = State.OWED;
        }
    }

    private boolean isAtWork(String kind) {
        return tools.runs(tool -> proofs.evidence(tool).deeds().contains(kind)
                || proofs.evidence(tool).states().contains(kind));
    }

    /// Whether something was claimed of which a tool has yet to tell whether it is so.
    boolean waitForTools() {
        return made.any(this::waits);
    }

    private boolean waits(Claim claim) {
        return !proofs.prove(claim) && isAtWork(claim.kind());
    }

    /// The caller is about to leave: it is not waited for a quiet moment any more.
    void hurry() {
        urgent = true;
    }

    /// Whether it is not waited for a quiet moment.
    boolean areUrgent() {
        return urgent && (state == State.OWED || made.any(this::isUntrue));
    }

    /// Whether a claim may have to be corrected at the next quiet moment.
    boolean mayBeDue() {
        return state == State.OWED || made.any(claim -> !waits(claim));
    }

    // Saying it.

    /// What the correction is for, in words for the model.
    String cue() {
        StringBuilder words = new StringBuilder();
        for (String kind : kinds) {
            String claimed = kind.replace('_', ' ');
            words.append("You have told the caller that something is ").append(claimed);
            words.append(proofs.leaveOpen(kind) ? LEFT_OPEN : deeds.contains(kind) ? NOT_DONE : NOT_DONE_NOW);
        }
        cue = CUE + words + "Apologise briefly, claim nothing else, and say what can be done."
                + (urgent ? " The call has not ended. Only after that say goodbye again and call hang_up." : "");
        return cue;
    }

    /// The same, with a goodbye after it, for a call that ends in any case.
    String cueWithGoodbye() {
        cue = cue() + " Then say goodbye in the same reply. The call ends after it.";
        return cue;
    }

    /// A reply is asked for.
    void asked(String words) {
        if (state == State.OWED && words.equals(cue)) {
            state = State.ASKED;
            inARow++;
            urgent = false;
            item = null;
        }
    }

    /// A reply begins. It is the correction, if that was asked for.
    ///
    /// @param heard whether the caller can hear it
    void begins(ReplyId started, boolean heard, long sentMilliseconds) {
        if (state == State.ASKED) {
            state = State.BEING_SAID;
            reply = started;
            heardAt = sentMilliseconds + ENOUGH_MILLISECONDS;
            if (!heard) {
                failed();
            }
        }
    }

    /// Sound of this utterance is played.
    void sounds(ItemId utterance) {
        made.sounds(utterance);
        if (state == State.BEING_SAID && item == null) {
            item = utterance;
        }
    }

    /// A reply is over.
    ///
    /// @param spoken whether it had sound
    void finished(ReplyId over, boolean spoken, long sentMilliseconds) {
        if (state == State.BEING_SAID && over.equals(reply)) {
            reply = null;
            if (spoken) {
                state = State.SAID;
                heardAt = Math.min(heardAt, sentMilliseconds);
            } else {
                failed();
            }
        }
    }

    /// So much sound was heard in all.
    void heard(long milliseconds, Outbox out) {
        if (state == State.SAID && milliseconds >= heardAt) {
            corrected(out);
        }
    }

    private void corrected(Outbox out) {
        kinds.forEach(kind -> out.journal(new JournalEntry.ClaimCorrected(kind)));
        settled();
    }

    private void failed() {
        reply = null;
        inARow--;
        tries++;
        if (tries < MOST_TRIES) {
            state = State.OWED;
        } else {
            settled();
        }
    }

    private void settled() {
        kinds.clear();
        deeds.clear();
        state = State.NONE;
        tries = 0;
        urgent = false;
    }
}
