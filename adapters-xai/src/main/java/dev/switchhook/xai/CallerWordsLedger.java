package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechEvent.CallerSaid;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides when a transcript of the caller is final, because the provider does not say so.
///
/// Every transcript replaces the one before it; `completed` may come several times for one utterance, longer each
/// time. The last one counts that is known when the model's first sound after the utterance comes, or when another
/// utterance begins (wire/xai.md 3.2). A transcript that comes only after that is passed on as soon as the
/// provider calls it complete, so that no utterance is lost; every utterance is passed on at most once.
///
/// When the caller goes on in the same item of the provider after it was answered, that is another utterance of ours,
/// with a name of its own; the provider repeats the words before it, which are left out. Owned by the dialogue;
/// remembers the last 64 utterances.
final class CallerWordsLedger {

    private static final int REMEMBERED = 64;

    private final Map<ItemId, Utterance> utterances = new LinkedHashMap<>();
    private @Nullable ReplyId answering;

    private static final class Utterance {
        private final ItemId name;
        private final SaidBefore before;
        private String text = "";
        private boolean speaking;
        private boolean answered;
        private boolean due;
        private boolean said;

        private Utterance(ItemId name, SaidBefore before) {
            this.name = name;
            this.before = before;
        }

        private Optional<CallerSaid> say() {
            String words = before.restOf(text);
            if (said || !due || words.isEmpty()) {
                return Optional.empty();
            }
            said = true;
            return Optional.of(new CallerSaid(name, words));
        }

        private Utterance goesOn() {
            if (said) {
                return new Utterance(new ItemId(name.value() + "+"), new SaidBefore(text));
            }
            due = false;
            answered = false;
            return this;
        }
    }

    /// The caller begins to speak, or goes on after a pause; all other utterances are over.
    List<CallerSaid> started(ItemId item) {
        List<CallerSaid> said = new ArrayList<>();
        utterances.forEach((other, utterance) -> {
            if (!other.equals(item)) {
                utterance.due = true;
                utterance.say().ifPresent(said::add);
            }
        });
        utterances.computeIfPresent(item, (_, earlier) -> earlier.goesOn());
        utterance(item).speaking = true;
        return said;
    }

    /// How an utterance is called in [CallerSaid].
    ItemId nameOf(ItemId item) {
        return utterance(item).name;
    }

    /// An utterance was passed on in an earlier session.
    void known(ItemId item) {
        utterance(item).said = true;
    }

    /// The caller's turn is over.
    void stopped(ItemId item) {
        utterance(item).speaking = false;
    }

    /// What was understood so far.
    ///
    /// @param settled whether it is complete, according to the provider; what comes late waits for that
    Optional<CallerSaid> heard(ItemId item, String text, boolean settled) {
        Utterance utterance = utterance(item);
        if (!utterance.said) {
            utterance.text = text;
        }
        return settled ? utterance.say() : Optional.empty();
    }

    /// A response begins: it answers every utterance that is over. Later ones wait for a later response, so that the
    /// late sound of an interrupted response ends nothing.
    void responseBegins(ReplyId reply) {
        answering = reply;
        utterances.values().forEach(utterance -> utterance.answered = !utterance.speaking);
    }

    /// The first sound of a response has come, or it ended without any.
    List<CallerSaid> answeredBy(ReplyId reply) {
        if (!reply.equals(answering)) {
            return List.of();
        }
        answering = null;
        List<CallerSaid> said = new ArrayList<>();
        for (Utterance utterance : utterances.values()) {
            utterance.due |= utterance.answered;
            utterance.say().ifPresent(said::add);
        }
        return said;
    }

    /// The session is over: whatever was understood is final.
    List<CallerSaid> ended() {
        List<CallerSaid> said = new ArrayList<>();
        for (Utterance utterance : utterances.values()) {
            utterance.due = true;
            utterance.say().ifPresent(said::add);
        }
        return said;
    }

    private Utterance utterance(ItemId item) {
        Utterance utterance = utterances.computeIfAbsent(item, name -> new Utterance(name, SaidBefore.NOTHING));
        if (utterances.size() > REMEMBERED) {
            utterances.remove(utterances.keySet().iterator().next());
        }
        return utterance;
    }
}
