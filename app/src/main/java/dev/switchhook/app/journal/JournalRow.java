package dev.switchhook.app.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// One entry on its way into the table. Call, node and number name it: written twice, it is there once.
///
/// @param call the id of the call
/// @param node the process that noted it
/// @param seq the number of the entry among all that this process has noted
/// @param at when it was noted, by the clock of the process
/// @param kind see [JournalText#kind]
/// @param body see [JournalText#write]
record JournalRow(String call, String node, long seq, Instant at, String kind, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// An estimate of what the row takes besides its body.
    private static final int FIXED_BYTES = 200;

    /// How much memory the row takes, at most.
    long bytes() {
        return FIXED_BYTES + 2L * body.length();
    }

    /// The row as a line of a file, with its line break. JSON text holds none inside.
    String line() {
        return JSON.createObjectNode()
                        .put("call", call)
                        .put("node", node)
                        .put("seq", seq)
                        .put("at", at.toString())
                        .putRawValue("entry", new RawValue(body))
                + "\n";
    }

    /// The row that a line holds; empty when the line is torn, or is none of ours.
    static Optional<JournalRow> read(String line) {
        try {
            JsonNode row = JSON.readTree(line);
            if (row instanceof ObjectNode && row.required("entry") instanceof ObjectNode entry) {
                return Optional.of(new JournalRow(
                        row.required("call").asText(),
                        row.required("node").asText(),
                        row.required("seq").longValue(),
                        Instant.parse(row.required("at").asText()),
                        entry.required("kind").asText(),
                        entry.toString()));
            }
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException _) {
            // Counted by whoever reads the file.
        }
        return Optional.empty();
    }
}
