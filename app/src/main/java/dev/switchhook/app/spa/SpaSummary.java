package dev.switchhook.app.spa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.app.business.CallSummary;
import dev.switchhook.app.business.CommittedEffect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells what came of a call for the spa: the last of what was booked, moved or cancelled in it. Immutable.
final class SpaSummary implements CallSummary {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Set<String> names() {
        return Set.of("outcome", "code", "service", "therapist", "start", "cancelled");
    }

    @Override
    public Map<String, String> of(List<CommittedEffect> effects) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("outcome", "none");
        for (CommittedEffect effect : effects) {
            JsonNode answer = json(effect.answer());
            if (!answer.path("outcome").asText().equals("done")) {
                continue;
            }
            switch (effect.tool()) {
                case "book_appointment" -> agreed(told, "booked", answer);
                case "reschedule_appointment" -> agreed(told, "moved", answer);
                case "cancel_appointment" -> {
                    told.clear();
                    told.put("outcome", "cancelled");
                    put(told, "cancelled", answer.path("cancelled").asText());
                }
                default -> {
                    // The other tools settle nothing.
                }
            }
        }
        return told;
    }

    private static void agreed(Map<String, String> told, String outcome, JsonNode answer) {
        told.clear();
        told.put("outcome", outcome);
        put(told, "code", answer.path("code").asText());
        put(told, "service", answer.path("service").asText());
        put(told, "therapist", answer.path("therapist").asText());
        if (answer.hasNonNull("date") && answer.hasNonNull("time")) {
            put(
                    told,
                    "start",
                    answer.get("date").asText() + "T" + answer.get("time").asText());
        }
    }

    private static void put(Map<String, String> told, String name, String value) {
        if (!value.isEmpty()) {
            told.put(name, value);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            // A note of another version, perhaps.
            return JSON.createObjectNode();
        }
    }
}
