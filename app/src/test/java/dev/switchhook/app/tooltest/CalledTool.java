package dev.switchhook.app.tooltest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/// What came of one tool call.
///
/// @param call the tool and its arguments, as they were called
/// @param answer what the model reads: JSON text
/// @param ran whether the tool ran; it does not when the arguments are refused, or when the same was done before
/// @param later what it reported after an `accepted`, as the model reads it, oldest first
/// @param kept the effects that are kept of the call, oldest first: the name of the tool, and the answer
public record CalledTool(String call, String answer, boolean ran, List<String> later, List<String> kept) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The lists are read as they grow: a tool may report after it has answered.
    public CalledTool {
        kept = List.copyOf(kept);
    }

    /// How it ended: `done`, `not_yet`, `accepted`, `refused`, `failed` or `unknown`.
    public String outcome() {
        return value("outcome");
    }

    /// A member of the answer as text, such as `code` or `openings/0/time`; empty when there is none.
    public String value(String path) {
        JsonNode found = tree().at("/" + path);
        return found.isValueNode() ? found.asText() : found.isMissingNode() ? "" : found.toString();
    }

    private JsonNode tree() {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("the answer of " + call + " is no JSON: " + answer, broken);
        }
    }

    /// It ended like this, and the model reads these texts.
    public CalledTool expect(String outcome, String... texts) {
        if (!outcome().equals(outcome)) {
            throw new AssertionError("expected outcome " + outcome + ", but " + inWords());
        }
        for (String text : texts) {
            if (!answer.contains(text)) {
                throw new AssertionError("expected an answer with \"" + text + "\", but " + inWords());
            }
        }
        return this;
    }

    /// The tool ran.
    public CalledTool expectRan() {
        if (!ran) {
            throw new AssertionError("expected that the tool runs, but it did not, and " + inWords());
        }
        return this;
    }

    /// The tool did not run.
    public CalledTool expectNotRun() {
        if (ran) {
            throw new AssertionError("expected that the tool does not run, but it did, and " + inWords());
        }
        return this;
    }

    private String inWords() {
        return "the model reads\n  " + answer + "\nafter it has called\n  " + call;
    }
}
