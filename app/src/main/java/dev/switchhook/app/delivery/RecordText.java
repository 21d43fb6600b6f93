package dev.switchhook.app.delivery;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.app.filing.UsedTool;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The record of a call as one JSON object. The names of its members are a promise, told in
/// docs/after-call.md; what is not known is null.
final class RecordText {

    /// Members may be added without a new number.
    private static final int VERSION = 1;

    private static final int LONGEST_TRANSCRIPT = 200_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordText() {}

    /// @param caller as much of the number as is told; empty for nothing
    /// @param summary what came of it for the business
    /// @param followUp what somebody should look after; empty for nothing, and for not being told
    /// @param notes of which the transcript is made; empty when it is not told
    static String of(
            CallFile file,
            Optional<String> caller,
            Map<String, String> summary,
            Optional<List<String>> followUp,
            Optional<List<Noted>> notes) {
        ObjectNode json = JSON.createObjectNode()
                .put("version", VERSION)
                .put("call", file.call().value())
                .put("began", file.began().toString())
                .put("ended", file.ended().toString())
                .put("durationMs", file.length().toMillis())
                .put("caller", caller.orElse(null))
                .put("called", file.called())
                .put("assistant", file.assistant().orElse(null))
                .put("provider", file.provider().orElse(null))
                .put("model", file.model().orElse(null));
        json.putObject("ending")
                .put("outcome", word(file.outcome()))
                .put("reason", file.reason().map(EndReason::name).orElse(null))
                .put("blame", file.blame().map(Enum::name).orElse(null));
        CallFile.Proof proof = file.proof();
        json.putObject("proof")
                .put(
                        "decisionToDownMs",
                        proof.decisionToDown().map(Duration::toMillis).orElse(null))
                .put("hangupRequests", proof.requests())
                .put("farewellHeardWholly", proof.farewellHeard().orElse(null));
        json.put("turns", file.turns())
                .put("interruptions", file.interruptions())
                .put(
                        "answerMedianMs",
                        file.answers().map(it -> it.median().toMillis()).orElse(null))
                .put(
                        "answerLongestMs",
                        file.answers().map(it -> it.longest().toMillis()).orElse(null))
                .put("falseClaims", file.falseClaims())
                .put("uncorrectedClaims", file.uncorrected());
        ArrayNode tools = json.putArray("tools");
        for (UsedTool tool : file.tools()) {
            tools.addObject()
                    .put("tool", tool.tool())
                    .put("done", tool.done())
                    .put("pending", tool.pending())
                    .put("refused", tool.refused())
                    .put("failed", tool.failed())
                    .put("timedOut", tool.timedOut());
        }
        ObjectNode told = json.putObject("summary");
        summary.forEach(told::put);
        followUp.ifPresent(open -> open.forEach(told.putArray("follow-up")::add));
        notes.ifPresent(all -> transcript(json.putArray("transcript"), all));
        // Whether the journal was whole; what it lacks is not delivered later.
        return json.put("complete", file.complete()).toString();
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static void transcript(ArrayNode json, List<Noted> notes) {
        List<Turn> turns = new ArrayList<>();
        for (Noted noted : notes) {
            if (noted.entry() instanceof JournalEntry.Spoken spoken) {
                spoken.addTo(turns);
            }
        }
        int characters = 0;
        for (Turn turn : turns) {
            characters += turn.text().length();
            if (characters > LONGEST_TRANSCRIPT) {
                return;
            }
            json.addObject()
                    .put("speaker", turn instanceof Turn.Caller ? "caller" : "agent")
                    .put("text", turn.text().replaceAll("\\p{Cs}", "\uFFFD"));
        }
    }
}
