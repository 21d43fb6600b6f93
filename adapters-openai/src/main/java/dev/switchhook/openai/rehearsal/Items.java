package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Cue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of one conversation, as far as the rules need them. Used by one thread.
final class Items {

    private static final int BYTES_PER_MILLISECOND = 8;

    private final Pen pen;
    private final Map<String, Integer> spokenBytes = new LinkedHashMap<>();
    private final Map<String, String> openCalls = new HashMap<>();
    private final List<Cue.ToolAnswer> newAnswers = new ArrayList<>();
    private int named;
    private String last = "";

    Items(Pen pen) {
        this.pen = pen;
    }

    String newId() {
        return "item_" + ++named;
    }

    /// Tells that an item has become part of the conversation.
    void added(ObjectNode item) {
        pen.send(placed("conversation.item.added", item));
        last = item.path("id").asText();
    }

    /// Tells that an item is complete.
    void done(ObjectNode item) {
        pen.send(placed("conversation.item.done", item));
    }

    private ObjectNode placed(String type, ObjectNode item) {
        ObjectNode event = pen.event(type);
        if (last.isEmpty() || last.equals(item.path("id").asText())) {
            event.putNull("previous_item_id");
        } else {
            event.put("previous_item_id", last);
        }
        event.set("item", item.deepCopy());
        return event;
    }

    String last() {
        return last;
    }

    /// Notes sound that was made for an utterance of the agent.
    void spoken(String item, int bytes) {
        spokenBytes.merge(item, bytes, Integer::sum);
    }

    boolean nothingSpoken() {
        return spokenBytes.isEmpty();
    }

    /// How much sound an utterance of the agent has, in milliseconds; empty when there is no such utterance.
    Optional<Long> spokenMilliseconds(String item) {
        return Optional.ofNullable(spokenBytes.get(item)).map(bytes -> (long) bytes / BYTES_PER_MILLISECOND);
    }

    void forget(String item) {
        spokenBytes.remove(item);
    }

    /// Notes that a tool was called and awaits its output.
    void called(String callId, String tool) {
        openCalls.put(callId, tool);
    }

    /// Takes the output of a tool call.
    Cue.ToolAnswer answered(String callId, String output) throws Breach {
        String tool = openCalls.remove(callId);
        if (tool == null) {
            throw new Breach(
                    "invalid_tool_call_id", "Tool call ID '" + callId + "' not found in conversation.", "item.call_id");
        }
        Cue.ToolAnswer answer = new Cue.ToolAnswer(tool, output);
        newAnswers.add(answer);
        return answer;
    }

    /// The tool outputs that no reply has known yet; they count as known after this.
    List<Cue.ToolAnswer> takeNewAnswers() {
        List<Cue.ToolAnswer> taken = List.copyOf(newAnswers);
        newAnswers.clear();
        return taken;
    }
}
