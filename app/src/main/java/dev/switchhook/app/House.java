package dev.switchhook.app;

import dev.switchhook.app.assistants.OfferedTools;
import dev.switchhook.app.assistants.PlainBlueprint;
import dev.switchhook.app.assistants.Plan;
import dev.switchhook.app.assistants.PromptTemplate;
import dev.switchhook.app.assistants.Staff;
import dev.switchhook.app.business.AfterCall;
import dev.switchhook.app.business.Blueprint;
import dev.switchhook.app.business.CallSummary;
import dev.switchhook.app.business.CallerFacts;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.AssistantSettings;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.delivery.DeliverySettings;
import dev.switchhook.app.delivery.RecordDesk;
import dev.switchhook.app.ledger.JdbcEffectLedger;
import dev.switchhook.app.tools.MistakenTools;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.app.tools.http.HttpTool;
import dev.switchhook.app.tools.http.HttpTools;
import dev.switchhook.domain.port.tool.ToolRunner;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.Toolbox;
import io.micronaut.context.ApplicationContext;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.sql.DataSource;

/// Who answers in this program and what they can do, as the container's beans and the configuration say. A team adds
/// a bean; nothing here names one.
///
/// @param tools every tool
/// @param runner runs those of them that the assistant of a call was given
/// @param assistants who answers which call
/// @param afterwards who is told of the end of a call
/// @param summaries who tells what came of a call
/// @param recording whether calls of any of them are recorded
record House(
        ToolCatalogue tools,
        ToolRunner runner,
        Staff assistants,
        List<AfterCall> afterwards,
        List<CallSummary> summaries,
        boolean recording) {

    /// Gives the beans what they are made of, and collects them.
    ///
    /// @param context has been started, and has no house yet
    /// @param database its schema is up to date
    /// @param variables the environment variables, which hold the secrets of tools behind HTTP
    /// @throws RefusedStart when a tool or an assistant cannot be as it is configured; it names every mistake
    static House of(
            ApplicationContext context,
            DataSource database,
            AppSettings settings,
            Function<String, Optional<String>> variables) {
        context.registerSingleton(DataSource.class, database);
        context.registerSingleton(InstantSource.class, InstantSource.system());
        settings.business().records().forEach(business -> context.registerSingleton(business));
        ToolCatalogue tools = catalogue(context, database, settings, variables);
        Staff staff = staff(context, tools, settings);
        return new House(
                tools,
                new OfferedTools(tools, staff::has),
                staff,
                List.copyOf(context.getBeansOfType(AfterCall.class)),
                summaries(context, settings),
                settings.assistants().stream().anyMatch(AssistantSettings::recorded));
    }

    private static List<CallSummary> summaries(ApplicationContext context, AppSettings settings) {
        List<CallSummary> summaries = List.copyOf(context.getBeansOfType(CallSummary.class));
        Set<String> known = RecordDesk.fields(summaries);
        settings.delivery().fields().orElse(List.of()).stream()
                .filter(field -> !known.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new RefusedStart(
                            List.of(SettingsReader.environmentName(DeliverySettings.FIELDS) + ": '" + field
                                    + "' is unknown; allowed: some of " + String.join(", ", known)
                                    + ", separated by commas"));
                });
        return summaries;
    }

    private static ToolCatalogue catalogue(
            ApplicationContext context,
            DataSource database,
            AppSettings settings,
            Function<String, Optional<String>> variables) {
        try {
            List<HttpTool> elsewhere = settings.httpTools()
                    .map(file -> HttpTools.read(
                            file, variables, context.getBean(HttpClient.class), context.getBean(InstantSource.class)))
                    .orElse(List.of());
            return new ToolCatalogue(tools(context), elsewhere, new JdbcEffectLedger(database));
        } catch (MistakenTools mistaken) {
            throw new RefusedStart(mistaken.mistakes());
        }
    }

    /// The model is shown them in an order that does not change from start to start.
    private static List<VoiceTool<?>> tools(ApplicationContext context) {
        return context.getBeansOfType(VoiceTool.class).stream()
                .<VoiceTool<?>>map(tool -> tool)
                .sorted(Comparator.comparing(tool -> tool.getClass().getName()))
                .toList();
    }

    private static Staff staff(ApplicationContext context, ToolCatalogue tools, AppSettings settings) {
        List<CallerFacts> facts = List.copyOf(context.getBeansOfType(CallerFacts.class));
        List<Plan> plans = plans(blueprint(context), facts, tools.toolbox(), settings);
        return new Staff(plans, facts, call -> tools.toolbox(Trust.of(call)));
    }

    private static Blueprint blueprint(ApplicationContext context) {
        Collection<Blueprint> blueprints = context.getBeansOfType(Blueprint.class);
        if (blueprints.size() > 1) {
            List<String> names =
                    blueprints.stream().map(Blueprint::name).sorted().toList();
            throw new IllegalStateException("a program has one blueprint of its assistants, and not " + names);
        }
        return blueprints.stream().findFirst().orElseGet(PlainBlueprint::blueprint);
    }

    private static List<Plan> plans(
            Blueprint blueprint, List<CallerFacts> facts, Toolbox toolbox, AppSettings settings) {
        List<String> mistakes = new ArrayList<>();
        List<Plan> plans = new ArrayList<>();
        for (AssistantSettings assistant : settings.assistants()) {
            unknownTools(assistant, toolbox).ifPresent(mistakes::add);
            Optional<String> unsaid = undisclosed(assistant, blueprint);
            if (unsaid.isPresent()) {
                mistakes.add(unsaid.get());
                continue;
            }
            try {
                plans.add(checked(plan(assistant, blueprint, settings), facts));
            } catch (PromptTemplate.Unusable wrong) {
                mistakes.add(mistake(assistant, "template", wrong.getMessage() + "; allowed: " + wrong.allowed()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new RefusedStart(mistakes);
        }
        if (plans.stream().noneMatch(plan -> plan.numbers().isEmpty())) {
            plans.add(checked(plan(blueprint, settings), facts));
        }
        return plans;
    }

    private static Plan checked(Plan plan, List<CallerFacts> facts) {
        Set<String> perCall = new TreeSet<>();
        facts.forEach(one -> perCall.addAll(one.names()));
        plan.template().check(plan.variables(), perCall, plan.longest());
        return plan;
    }

    private static Optional<String> undisclosed(AssistantSettings assistant, Blueprint blueprint) {
        boolean silent = assistant
                .disclosure()
                .or(() -> blueprint.opening().disclosure())
                .isEmpty();
        return assistant.recorded() && silent
                ? Optional.of(mistake(
                        assistant,
                        "recording",
                        "is on, and no line tells the caller so; allowed: off, or on with "
                                + SettingsReader.environmentName(assistant.key("disclosure"))))
                : Optional.empty();
    }

    private static Optional<String> unknownTools(AssistantSettings assistant, Toolbox toolbox) {
        Set<String> known = new TreeSet<>();
        toolbox.tools().forEach(tool -> known.add(tool.name()));
        known.remove(Tool.HANG_UP);
        return assistant.tools().orElse(Set.of()).stream()
                .filter(tool -> !known.contains(tool))
                .sorted()
                .findFirst()
                .map(tool -> mistake(
                        assistant,
                        "tools",
                        "'" + tool + "' is unknown; allowed: some of " + String.join(", ", known)
                                + ", separated by commas, or " + AssistantSettings.NO_TOOLS));
    }

    private static String mistake(AssistantSettings assistant, String key, String words) {
        return SettingsReader.environmentName(assistant.key(key)) + ": " + words;
    }

    private static Plan plan(Blueprint blueprint, AppSettings settings) {
        return new Plan(
                blueprint.name(),
                Set.of(),
                PromptTemplate.of("of " + blueprint.name(), blueprint.template()),
                Plan.LONGEST,
                blueprint.opening(),
                Optional.empty(),
                settings.calls().policies().policy(blueprint.policies()),
                blueprint.variables());
    }

    private static Plan plan(AssistantSettings assistant, Blueprint blueprint, AppSettings settings) {
        Map<String, String> variables = new HashMap<>(blueprint.variables());
        variables.putAll(assistant.variables());
        return new Plan(
                assistant.name(),
                assistant.numbers(),
                PromptTemplate.of("of " + assistant.name(), assistant.template().orElse(blueprint.template())),
                assistant.longest(),
                assistant.opening(blueprint.opening()),
                assistant.tools(),
                settings.calls().policies().policy(assistant.policies().orElse(blueprint.policies())),
                variables);
    }
}
