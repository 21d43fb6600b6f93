package dev.switchhook.app;

import dev.switchhook.app.cli.DoctorOptions;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.doctor.DoctorReport;
import dev.switchhook.app.doctor.Finding;
import dev.switchhook.app.doctor.SpeechExamination;
import dev.switchhook.app.doctor.SwapReport;
import dev.switchhook.app.doctor.Verdict;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.DatabaseTrial;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What `doctor` does: it looks at every boundary in the order in which a call passes them, or compares two providers.
/// It starts no server.
final class Doctor {

    /// What is wrong is told by the report.
    private static final Map<String, String> QUIET = Map.of("logger.levels.dev.switchhook", "OFF");

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final CallId NO_CALL = new CallId("CA" + "0".repeat(32));

    private Doctor() {}

    /// Looks, and prints what was found.
    ///
    /// @return the exit code
    static int examine(LoadedConfiguration configuration, DoctorOptions options, PrintWriter out) {
        LoadedConfiguration quiet = configuration.with(QUIET);
        if (options.swap().isPresent()) {
            SwapReport report = compared(quiet, options.swap().get());
            out.println(options.json() ? report.json() : report.text());
            return report.exitCode();
        }
        DoctorReport report = new DoctorReport(boundaries(quiet), configuration::masked);
        out.println(options.json() ? report.json() : report.text());
        return report.exitCode();
    }

    private static SwapReport compared(LoadedConfiguration configuration, DoctorOptions.Swap swap) {
        AppSettings settings = AppSettings.forDemo(configuration);
        try (ApplicationContext context = configuration.contextBuilder().start()) {
            return SwapReport.of(
                    Bridge.Speech.one(swap.from(), context, settings), Bridge.Speech.one(swap.to(), context, settings));
        }
    }

    private static List<Finding> boundaries(LoadedConfiguration configuration) {
        AppSettings settings;
        try {
            settings = AppSettings.forServing(configuration);
        } catch (RefusedStart refusal) {
            return unset(refusal);
        }
        try (ApplicationContext context = configuration.contextBuilder().start();
                Database scratch = Database.open(scratch())) {
            House house = House.of(context, scratch.dataSource(), settings, configuration::variable);
            return boundaries(context, house, settings);
        } catch (RefusedStart refusal) {
            return unset(refusal);
        }
    }

    private static List<Finding> boundaries(ApplicationContext context, House house, AppSettings settings) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("configuration", "complete; calls are answered by " + words(providers(settings))));
        findings.addAll(CarrierExamination.findings(settings.twilio()));
        for (SpeechProvider provider : providers(settings)) {
            findings.addAll(spoken(context, house, settings, provider));
        }
        findings.add(database(settings));
        return findings;
    }

    private static List<Finding> unset(RefusedStart refusal) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "configuration", Verdict.WRONG, refusal.mistakes().size() + " to correct", refusal.mistakes()));
        for (String boundary : List.of("public URL", "Twilio REST", "speech providers", "database")) {
            findings.add(Finding.cannotTell(boundary, "the configuration comes first"));
        }
        return findings;
    }

    private static List<SpeechProvider> providers(AppSettings settings) {
        return settings.exchange().providers();
    }

    private static String words(List<SpeechProvider> providers) {
        return String.join(
                ", then ", providers.stream().map(SpeechProvider::word).toList());
    }

    private static List<Finding> spoken(
            ApplicationContext context, House house, AppSettings settings, SpeechProvider provider) {
        if (provider == SpeechProvider.REHEARSAL) {
            return List.of(Finding.cannotTell(
                    "speech provider",
                    "no provider is chosen: callers hear a scripted agent",
                    "neither OPENAI_API_KEY nor XAI_API_KEY is set",
                    "SWITCHHOOK_PROVIDER is 'rehearsal'"));
        }
        return new SpeechExamination(
                        Bridge.Speech.one(provider, context, settings),
                        briefing(house),
                        Storyteller.told(settings.business()).lines().request(),
                        PATIENCE)
                .findings();
    }

    /// That of a call, so that the session is examined that callers get. The tools are described, and never run.
    private static SpeechBriefing briefing(House house) {
        Assistant assistant =
                house.assistants().answering(new IncomingCall(NO_CALL, new PhoneNumber(""), new PhoneNumber("")));
        return new SpeechBriefing(
                NO_CALL, assistant.instructions(), assistant.toolbox().tools(), AudioFormat.MULAW_8K);
    }

    /// As new as that of a first start: what tools and assistants say about themselves comes from it.
    private static DatabaseSettings scratch() {
        return new DatabaseSettings("jdbc:h2:mem:doctor-" + UUID.randomUUID(), Optional.empty(), Optional.empty());
    }

    private static Finding database(AppSettings settings) {
        String shown = settings.database().shown();
        return switch (DatabaseTrial.of(settings.database())) {
            case DatabaseTrial.Outcome.Works(int migrations) ->
                Finding.ok(
                        "database",
                        shown + " has all " + migrations + " migrations, and keeps and takes back what is written");
            case DatabaseTrial.Outcome.NotYet() ->
                Finding.ok("database", shown + " does not exist yet; the first start makes it");
            case DatabaseTrial.Outcome.Elsewhere() ->
                Finding.cannotTell("database", shown + " is in the memory of the process that serves");
            case DatabaseTrial.Outcome.Outdated(int pending) ->
                Finding.cannotTell("database", shown + " lacks " + pending + " migrations; the next start brings them");
            case DatabaseTrial.Outcome.Broken(String why) ->
                Finding.wrong(
                        "database",
                        why,
                        "the database is not running, or not at that address",
                        "user or password are wrong",
                        "the user may not write to it");
        };
    }
}
