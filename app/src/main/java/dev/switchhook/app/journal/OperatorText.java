package dev.switchhook.app.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;

/// What operators do, in words that are kept: in the journal and in the table of requests.
public final class OperatorText {

    private static final String HANG_UP = "hang-up";
    private static final String SAY = "say";
    private static final String SAY_INTERRUPTIBLY = "say-interruptibly";
    private static final String NOTE = "note";

    private OperatorText() {}

    /// The word that stands for the kind of an act, at most 20 of `a-z` and `-`.
    public static String kind(OperatorAct act) {
        return switch (act) {
            case OperatorAct.HangUp _ -> HANG_UP;
            case OperatorAct.SayExactly(String _, boolean interruptible) -> interruptible ? SAY_INTERRUPTIBLY : SAY;
            case OperatorAct.Note _ -> NOTE;
        };
    }

    /// The act of a kind.
    ///
    /// @param words see [OperatorAct#words]
    /// @throws IllegalArgumentException when there is no such kind, or the words are none for it
    public static OperatorAct act(String kind, String words) {
        return switch (kind) {
            case HANG_UP -> new OperatorAct.HangUp();
            case SAY -> new OperatorAct.SayExactly(words);
            case SAY_INTERRUPTIBLY -> new OperatorAct.SayExactly(words, true);
            case NOTE -> new OperatorAct.Note(words);
            default -> throw new IllegalArgumentException("act");
        };
    }

    static void put(ObjectNode json, OperatorRequest request, OperatorResult result) {
        json.put("request", request.id())
                .put("who", request.who())
                .put("act", kind(request.act()))
                .put("text", request.act().words())
                .put("result", result.name());
    }

    static JournalEntry.Operated read(ObjectNode json) {
        OperatorAct act =
                act(json.required("act").asText(), json.required("text").asText());
        return new JournalEntry.Operated(
                new OperatorRequest(
                        json.required("request").asText(),
                        act,
                        json.required("who").asText()),
                OperatorResult.valueOf(json.required("result").asText()));
    }
}
