package dev.switchhook.app.tooltest;

import dev.switchhook.app.tools.VoiceTool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/// Gives the methods of a [VoiceToolTest] what they ask for.
final class VoiceToolExtension implements ParameterResolver {

    private static final Namespace OURS = Namespace.create(VoiceToolExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ToolCaller.class || type == ScriptedCall.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getStore(OURS);
        ToolBench bench = store.computeIfAbsent(ToolBench.class, _ -> bench(context), ToolBench.class);
        return parameter.getParameter().getType() == ToolCaller.class
                ? store.computeIfAbsent(ToolCaller.class, _ -> new ToolCaller(bench), ToolCaller.class)
                : store.computeIfAbsent(ScriptedCall.class, _ -> new ScriptedCall(bench), ScriptedCall.class);
    }

    private static ToolBench bench(ExtensionContext context) {
        List<VoiceTool<?>> tools = new ArrayList<>(inFields(context));
        List<Class<? extends VoiceTool<?>>> named = AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), VoiceToolTest.class)
                .map(test -> List.of(test.value()))
                .orElse(List.of());
        if (!named.isEmpty()) {
            ToolContainer container = context.getStore(OURS)
                    .computeIfAbsent(ToolContainer.class, _ -> new ToolContainer(named), ToolContainer.class);
            tools.addAll(container.tools());
        }
        if (tools.isEmpty()) {
            throw new IllegalStateException(context.getRequiredTestClass().getName()
                    + " has no tool to test; allowed: @VoiceToolTest(YourTool.class), or a field with a tool");
        }
        return new ToolBench(tools);
    }

    private static List<VoiceTool<?>> inFields(ExtensionContext context) {
        List<VoiceTool<?>> tools = new ArrayList<>();
        ReflectionSupport.streamFields(
                        context.getRequiredTestClass(),
                        field -> VoiceTool.class.isAssignableFrom(field.getType()),
                        HierarchyTraversalMode.TOP_DOWN)
                .forEach(field -> tools.add((VoiceTool<?>) ReflectionSupport.tryToReadFieldValue(
                                field, context.getTestInstance().orElse(null))
                        .getNonNullOrThrow(_ -> new IllegalStateException(
                                "the field " + field.getName() + " holds no tool when the test method begins"))));
        return tools;
    }
}
