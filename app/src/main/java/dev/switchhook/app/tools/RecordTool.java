package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.tool.Evidence;
import dev.switchhook.domain.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A team's [VoiceTool] together with the schema of its record of parameters.
///
/// @param <P> the parameters
final class RecordTool<P extends Record> implements SchemaTool {

    private static final int LONGEST_DEADLINE_SECONDS = 120;

    private final VoiceTool<P> tool;
    private final Class<P> parameters;
    private final ToolDefinition definition;
    private final Tool shown;
    private final Set<String> personal;

    /// @throws MistakenTools when the tool has no [ToolDefinition], when its type does not name its parameters, or when
    ///     these carry a promise that would not be checked
    RecordTool(VoiceTool<P> tool, SchemaWriter schemas) {
        this.tool = tool;
        this.definition = definitionOf(tool);
        this.parameters = schemas.parametersOf(tool);
        List<String> problems = new ArrayList<>(ParameterTypes.mistakes(parameters));
        if (definition.deadlineSeconds() < 1 || definition.deadlineSeconds() > LONGEST_DEADLINE_SECONDS) {
            problems.add("deadlineSeconds is " + definition.deadlineSeconds() + "; allowed: 1 to "
                    + LONGEST_DEADLINE_SECONDS);
        }
        refuse(problems);
        this.shown = shown(schemas.schemaOf(parameters));
        this.personal = PersonalNames.in(parameters);
    }

    private static ToolDefinition definitionOf(VoiceTool<?> tool) {
        ToolDefinition definition = tool.getClass().getAnnotation(ToolDefinition.class);
        if (definition == null) {
            throw new MistakenTools(List.of(tool.getClass().getName() + " lacks its @ToolDefinition"));
        }
        return definition;
    }

    private void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new MistakenTools(problems.stream()
                    .map(problem -> "tool " + definition.name() + ": " + problem)
                    .toList());
        }
    }

    private Tool shown(ObjectNode schema) {
        try {
            return new Tool(
                    definition.name(),
                    definition.description(),
                    schema.toString(),
                    Duration.ofSeconds(definition.deadlineSeconds()),
                    definition.filler(),
                    definition.listens(),
                    switch (definition.effect()) {
                        case CHANGES -> Evidence.ofDoing(definition.proves());
                        case READS -> Evidence.ofReading(definition.proves());
                    });
        } catch (IllegalArgumentException wrong) {
            throw new MistakenTools(List.of(tool.getClass().getName() + ": " + wrong.getMessage()));
        }
    }

    @Override
    public Tool shown() {
        return shown;
    }

    @Override
    public ToolDefinition.Effect effect() {
        return definition.effect();
    }

    @Override
    public Trust trust() {
        return definition.trust();
    }

    @Override
    public Map<String, List<String>> choices() {
        return tool.choices();
    }

    @Override
    public Set<String> personal() {
        return personal;
    }

    @Override
    public ToolReply run(ToolContext context, ObjectNode arguments) {
        return with(arguments, asked -> tool.run(context, asked), ToolReply.Refused::new);
    }

    @Override
    public Optional<ToolReply> outcomeOf(ToolContext context, ObjectNode arguments) {
        return with(
                arguments,
                asked -> tool.outcomeOf(context, asked),
                problems -> Optional.of(new ToolReply.Refused(problems)));
    }

    @Override
    public boolean stands(ToolContext context, ObjectNode arguments) {
        return with(arguments, asked -> tool.stands(context, asked), _ -> true);
    }

    private <T> T with(ObjectNode arguments, Function<P, T> work, Function<Problems, T> refusal) {
        P asked;
        try {
            asked = ArgumentText.STRICT.treeToValue(arguments, parameters);
        } catch (ValueInstantiationException refused) {
            return refusal.apply(
                    new Problems(List.of(new Problem("arguments", words(refused), "see the description"))));
        } catch (JsonProcessingException difference) {
            // The schema allowed what the record cannot hold: the record's author has to narrow a constraint. What
            // the model sent is not repeated, because the exception's text may hold it.
            throw new IllegalStateException(
                    "the schema and the record differ: " + difference.getClass().getSimpleName());
        }
        return work.apply(asked);
    }

    private static String words(ValueInstantiationException refusal) {
        if (!(refusal.getCause() instanceof IllegalArgumentException reason)) {
            throw new IllegalStateException("the record of parameters broke", refusal.getCause());
        }
        return Objects.requireNonNullElse(reason.getMessage(), "do not go together");
    }

    private record Problems(List<Problem> problems) {}
}
