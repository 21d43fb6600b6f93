package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A tool whose arguments are checked against the very schema that the model is shown. Safe for use by several threads.
final class CheckedTool {

    private static final Logger LOG = LoggerFactory.getLogger(CheckedTool.class);

    /// With more values than this a schema would cost more than it helps; the tool refuses what it does not know.
    private static final int MOST_CHOICES = 200;

    private static final int LONGEST_CHOICE = 100;

    private final SchemaTool tool;
    private final ObjectNode schema;
    private final Set<String> personal = ConcurrentHashMap.newKeySet();
    private volatile Current current;

    /// The schema with the values of one moment.
    private record Current(Map<String, List<String>> choices, Tool shown, SchemaCheck check) {}

    /// The arguments of a call, read and checked.
    sealed interface Arguments {

        /// They fit.
        record Right(ObjectNode arguments, String fingerprint) implements Arguments {}

        /// They do not, for these reasons.
        record Wrong(List<Problem> problems) implements Arguments {}
    }

    /// @throws MistakenTools when the schema says something that is not checked, or values are offered for a parameter
    ///     that cannot have any
    CheckedTool(SchemaTool tool) {
        this.tool = tool;
        this.schema = schemaOf(tool.shown());
        List<String> mistakes = SchemaCheck.mistakes(schema);
        if (!mistakes.isEmpty()) {
            throw mistaken(mistakes);
        }
        personal.addAll(tool.personal());
        current = new Current(Map.of(), tool.shown(), new SchemaCheck(schema));
        Map<String, List<String>> choices = choices();
        choices.keySet().stream()
                .filter(name -> place(schema, name).isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw mistaken(List.of("choices() names " + name + ", which is no text parameter; allowed: "
                            + SchemaCheck.names(schema)));
                });
        current = made(choices);
    }

    private static ObjectNode schemaOf(Tool shown) {
        try {
            if (ArgumentText.STRICT.readTree(shown.parameters()) instanceof ObjectNode schema) {
                return schema;
            }
        } catch (JsonProcessingException _) {
            // Told below, in the same words.
        }
        throw new MistakenTools(List.of("tool " + shown.name() + ": its schema is not a JSON object"));
    }

    private MistakenTools mistaken(List<String> problems) {
        return new MistakenTools(problems.stream()
                .map(problem -> "tool " + name() + ": " + problem)
                .toList());
    }

    String name() {
        return tool.shown().name();
    }

    boolean changes() {
        return tool.effect() == ToolDefinition.Effect.CHANGES;
    }

    boolean isFor(Trust trust) {
        return trust.reaches(tool.trust());
    }

    /// What runs.
    SchemaTool tool() {
        return tool;
    }

    /// The tool as the model is shown it now.
    Tool shown() {
        return current().shown();
    }

    /// Reads and checks arguments. Nothing is repeated of what the model has sent.
    Arguments read(String text) {
        return switch (ArgumentText.read(text)) {
            case ArgumentText.Malformed(Problem problem) -> new Arguments.Wrong(List.of(problem));
            case ArgumentText.Read(ObjectNode arguments) -> {
                List<Problem> problems = current().check().problems(arguments);
                yield problems.isEmpty()
                        ? new Arguments.Right(arguments, Fingerprint.of(arguments))
                        : new Arguments.Wrong(problems);
            }
        };
    }

    Intent intent(CallId call, Arguments.Right right) {
        return new Intent(call, name(), right.fingerprint());
    }

    /// An answer as JSON text. Its personal data is known from then on.
    ///
    /// @param exactly what the agent shall say word for word
    String answer(String outcome, Object answer, Optional<String> exactly) {
        personal.addAll(PersonalNames.in(answer.getClass()));
        return AnswerText.of(outcome, answer, exactly);
    }

    /// The same JSON text, without personal data.
    String masked(String json) {
        return PersonalNames.masked(json, personal);
    }

    /// Names of personal data that are known.
    Set<String> personal() {
        return personal;
    }

    /// Values that cannot be read now are those that were read last; the tool refuses what is no longer right.
    private Current current() {
        Map<String, List<String>> choices = choices();
        Current known = current;
        if (!choices.equals(known.choices())) {
            known = made(choices);
            current = known;
        }
        return known;
    }

    private Map<String, List<String>> choices() {
        try {
            return tool.choices();
        } catch (RuntimeException broken) {
            LOG.warn(
                    "event=tool-choices-unknown tool={} failure={}",
                    name(),
                    broken.getClass().getName());
            return current.choices();
        }
    }

    private Current made(Map<String, List<String>> choices) {
        ObjectNode narrowed = schema.deepCopy();
        choices.forEach((name, values) -> place(narrowed, name).ifPresent(text -> {
            if (!values.isEmpty() && values.size() <= MOST_CHOICES) {
                ArrayNode list = text.putArray("enum");
                values.stream()
                        .filter(value -> value.equals(PlainText.of(value, LONGEST_CHOICE)))
                        .forEach(list::add);
            }
        }));
        Tool shown = tool.shown();
        return new Current(
                Map.copyOf(choices),
                new Tool(
                        shown.name(),
                        shown.description(),
                        narrowed.toString(),
                        shown.deadline(),
                        shown.filler(),
                        shown.listens(),
                        shown.evidence()),
                new SchemaCheck(narrowed));
    }

    /// The schema of a text parameter, or of the texts of a list.
    private static Optional<ObjectNode> place(ObjectNode schema, String name) {
        var found = schema.path("properties").path(name);
        var text = found.path("type").asText().equals("array") ? found.path("items") : found;
        return text instanceof ObjectNode object && object.path("type").asText().equals("string")
                ? Optional.of(object)
                : Optional.empty();
    }
}
