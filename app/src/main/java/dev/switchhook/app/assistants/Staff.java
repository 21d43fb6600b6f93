package dev.switchhook.app.assistants;

import dev.switchhook.app.business.CallerFacts;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.assistant.Assistants;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/// All assistants: the one who answers is found by the number that was called, or by the name that was dialled. It is
/// told what is known about the call, and gets the tools that its plan and the trust in the caller allow. Safe for use
/// by several threads.
///
/// Asking may block for 300 ms, until it is known who calls; asked again about the same call it answers the same, but
/// for what somebody was late or failed to tell the first time.
public final class Staff implements Assistants {

    private static final Duration BUDGET = Duration.ofMillis(300);

    private final List<Plan> plans;
    private final GatheredFacts facts;
    private final Function<IncomingCall, Toolbox> tools;

    /// @param plans the assistants; the first one that has no numbers of its own answers every call that no other does
    /// @param knowing who knows something about callers
    /// @param tools the tools that may be shown to the model in a call
    /// @throws PromptTemplate.Unusable when a template could not be filled in
    public Staff(List<Plan> plans, List<CallerFacts> knowing, Function<IncomingCall, Toolbox> tools) {
        this.plans = List.copyOf(plans);
        this.facts = new GatheredFacts(knowing, BUDGET, Executors.newVirtualThreadPerTaskExecutor());
        this.tools = tools;
        for (Plan plan : plans) {
            plan.template().check(plan.variables(), facts.names(), plan.longest());
        }
    }

    @Override
    public Assistant answering(IncomingCall call) {
        Plan plan = planFor(call);
        Map<String, String> values = new HashMap<>(facts.about(call));
        values.putAll(plan.variables());
        return new Assistant(
                plan.name(),
                plan.template().filled(values, plan.longest()),
                plan.opening(),
                toolbox(plan, call),
                plan.policy(),
                Dialled.in(call.to()).map(Dialled::provider));
    }

    /// The names of all assistants, also of those that no number leads to; in the order of their plans.
    public List<String> names() {
        return plans.stream().map(Plan::name).toList();
    }

    /// Whether the assistant of a call was given this tool, as far as its plan says. Fast.
    public boolean has(IncomingCall call, String tool) {
        Plan plan = planFor(call);
        return plan.tools().map(names -> names.contains(tool)).orElse(true);
    }

    private Plan planFor(IncomingCall call) {
        return Dialled.in(call.to())
                .flatMap(dialled -> first(plan -> plan.name().equals(dialled.assistant())))
                .or(() -> call.to()
                        .e164()
                        .flatMap(number -> first(plan -> plan.numbers().contains(number))))
                .or(() -> first(plan -> plan.numbers().isEmpty()))
                .orElseGet(plans::getFirst);
    }

    private Optional<Plan> first(Predicate<Plan> which) {
        return plans.stream().filter(which).findFirst();
    }

    private Toolbox toolbox(Plan plan, IncomingCall call) {
        Toolbox offered = tools.apply(call);
        return plan.tools()
                .map(names -> Toolbox.of(offered.tools().stream()
                        .filter(tool -> !tool.name().equals(Tool.HANG_UP))
                        .filter(tool -> names.contains(tool.name()))
                        .toList()))
                .orElse(offered);
    }
}
