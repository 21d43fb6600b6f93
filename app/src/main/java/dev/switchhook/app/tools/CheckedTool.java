package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// A tool together with the schema of its parameters: it runs with checked parameters or not at all.
///
/// @param <P> the parameters
final class CheckedTool<P extends Record> {

    /// The Jakarta constraints that the schema expresses, and which are therefore checked.
    private static final Set<Class<? extends Annotation>> CHECKED = Set.of(
            Size.class,
            Pattern.class,
            Min.class,
            Max.class,
            DecimalMin.class,
            DecimalMax.class,
            Positive.class,
            PositiveOrZero.class,
            Negative.class,
            NegativeOrZero.class,
            NotNull.class);

    private final VoiceTool<P> tool;
    private final Tool shown;
    private final SchemaCheck check;

    /// @throws IllegalArgumentException when the parameters carry a promise that would not be checked
    CheckedTool(VoiceTool<P> tool, SchemaWriter schemas) {
        for (RecordComponent component : tool.parameters().getRecordComponents()) {
            for (Annotation annotation : component.getAccessor().getAnnotations()) {
                refuseUnchecked(tool.name(), component.getName(), annotation.annotationType());
            }
        }
        ObjectNode schema = schemas.schemaOf(tool.parameters());
        this.tool = tool;
        this.check = new SchemaCheck(schema);
        this.shown = new Tool(tool.name(), tool.description(), schema.toString(), tool.deadline());
    }

    private static void refuseUnchecked(String tool, String component, Class<? extends Annotation> annotation) {
        if (annotation.isAnnotationPresent(Constraint.class) && !CHECKED.contains(annotation)) {
            throw new IllegalArgumentException(
                    tool + ", parameter " + component + ": @" + annotation.getSimpleName() + " is not checked");
        }
    }

    /// The tool as the model is shown it.
    Tool shown() {
        return shown;
    }

    /// What the tool has done in this call.
    List<?> done(IncomingCall caller) {
        return tool.done(caller);
    }

    /// Runs the tool when the arguments are right; otherwise says what is wrong with them.
    ///
    /// @param later takes what the tool replies after that
    ToolReply run(IncomingCall caller, ToolCall call, Consumer<ToolReply> later) {
        return switch (ArgumentText.read(call.arguments())) {
            case ArgumentText.Malformed(Problem problem) -> refused(List.of(problem));
            case ArgumentText.Read(ObjectNode arguments) -> {
                List<Problem> problems = check.problems(arguments);
                yield problems.isEmpty() ? run(caller, call.id(), arguments, later) : refused(problems);
            }
        };
    }

    private ToolReply run(IncomingCall caller, ToolCall.Id id, ObjectNode arguments, Consumer<ToolReply> later) {
        P parameters;
        try {
            parameters = ArgumentText.STRICT.treeToValue(arguments, tool.parameters());
        } catch (ValueInstantiationException refusal) {
            return refused(List.of(new Problem("arguments", words(refusal), "see the description")));
        } catch (JsonProcessingException difference) {
            // The schema allowed what the record cannot hold: the record's author has to narrow a constraint. What
            // the model sent is not repeated, because the exception's text may hold it.
            throw new IllegalStateException(
                    "the schema and the record differ: " + difference.getClass().getSimpleName());
        }
        return tool.run(caller, id, parameters, later);
    }

    private static String words(ValueInstantiationException refusal) {
        if (!(refusal.getCause() instanceof IllegalArgumentException reason)) {
            throw new IllegalStateException("the record of parameters broke", refusal.getCause());
        }
        return Objects.requireNonNullElse(reason.getMessage(), "do not go together");
    }

    private static ToolReply refused(List<Problem> problems) {
        return new ToolReply.Refused(new Problems(problems));
    }

    private record Problems(List<Problem> problems) {}
}
