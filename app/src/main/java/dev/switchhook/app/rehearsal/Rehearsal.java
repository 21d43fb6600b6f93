package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/// Rehearses calls: a rehearsed Twilio calls the real program, which talks to a rehearsed provider, all on
/// this machine and all over real sockets.
///
/// @param provider starts the rehearsed provider, given the parts that its sessions play
/// @param providerName `openai` or `xai`, as in the configuration
/// @param calls how many calls are made at once, from 1
/// @param story what happens in each call
/// @param plan what goes wrong on purpose
/// @param out where the transcript and the scores are printed
public record Rehearsal(
        Function<Supplier<Role>, RehearsedProvider> provider,
        String providerName,
        int calls,
        Story story,
        FaultPlan plan,
        PrintStream out) {

    private static final String ACCOUNT = "AC000000000000000000000000000000aa";
    private static final String TOKEN = "rehearsal-token";
    private static final String COMPANY = "+14155550100";
    /// The phone leads this host to the program on this machine, as a proxy that ends TLS would.
    private static final URI PUBLIC_URL = URI.create("https://rehearsal.switchhook.example");
    private static final Duration LISTENS = Duration.ofMillis(450);
    private static final Duration INTERRUPTS_AFTER = Duration.ofMillis(2100);
    private static final Duration REGISTRY_FOLLOWS = Duration.ofSeconds(10);
    private static final Duration LAST_NOTES = Duration.ofSeconds(40);
    private static final Duration WAITS = Duration.ofSeconds(20);
    private static final Duration PATIENCE_WITH_FAULTS = Duration.ofSeconds(60);
    private static final Duration LONGEST_WITH_FAULTS = Duration.ofMinutes(4);

    /// A rehearsal in which nothing goes wrong on purpose.
    public Rehearsal(
            Function<Supplier<Role>, RehearsedProvider> provider,
            String providerName,
            int calls,
            Story story,
            PrintStream out) {
        this(provider, providerName, calls, story, FaultPlan.NONE, out);
    }

    /// What a rehearsal came to.
    ///
    /// @param scores one per call, in the order of calling; empty when something went wrong on purpose
    /// @param promises what became of each promise to the callers when something went wrong on purpose
    /// @param phones what each telephone saw, in the order of calling
    /// @param waits for how long callers waited, as the program has noted it
    public record Result(List<CallScore> scores, List<Promise> promises, List<PhoneReport> phones, Waits waits) {

        /// Whether every promise was kept in every call.
        public boolean allKept() {
            return scores.stream().allMatch(score -> score.broken().isEmpty())
                    && promises.stream().allMatch(Promise::kept);
        }
    }

    /// Makes the calls, and prints the transcript of a single call while it happens.
    public Result perform(Stage stage) {
        CallFacts facts = new CallFacts(calls == 1 ? new Transcript(out) : (_, _, _) -> {});
        try (RehearsedProvider speech = provider.apply(roles());
                RehearsalTwilio twilio = new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), PUBLIC_URL);
                Restartable program = new Restartable(stage, settings(speech, twilio), facts, twilio);
                Trouble trouble = new Trouble(plan, twilio, speech, program)) {
            List<CompletableFuture<PhoneReport>> ringing = call(twilio);
            trouble.begin();
            List<PhoneReport> phones =
                    ringing.stream().map(CompletableFuture::join).toList();
            if (plan.isEmpty()) {
                return new Result(judge(phones, speech.reports(), program), List.of(), phones, facts.waits());
            }
            return new Result(List.of(), judgePromises(phones, speech, program, facts, twilio), phones, facts.waits());
        }
    }

    /// In a single call every session is played by the same agent, so that the conversation can be
    /// taken up again by another process.
    private Supplier<Role> roles() {
        if (calls == 1) {
            Story.Part agent = story.part(0);
            return agent::goingOn;
        }
        AtomicInteger sessions = new AtomicInteger();
        return () -> story.part(sessions.getAndIncrement());
    }

    private Map<String, String> settings(RehearsedProvider speech, RehearsalTwilio twilio) {
        Map<String, String> decided = new HashMap<>();
        decided.put("twilio.account-sid", ACCOUNT);
        decided.put("twilio.auth-token", TOKEN);
        decided.put("twilio.api-base-url", twilio.apiBaseUrl().toString());
        decided.put("switchhook.public-url", PUBLIC_URL.toString());
        decided.put("switchhook.provider", providerName);
        decided.put(providerName + ".api-key", speech.apiKey().reveal());
        decided.put(providerName + ".base-url", speech.baseUrl().toString());
        decided.put("switchhook.calls.max-concurrent", Integer.toString(Math.max(calls, 1)));
        // What an account may hold is no bound of a rehearsed provider.
        decided.put(providerName + ".max-sessions", "0");
        decided.put("micronaut.server.port", "0");
        decided.put("switchhook.management.port", "0");
        decided.put("micronaut.server.host", InetAddress.getLoopbackAddress().getHostAddress());
        return decided;
    }

    private List<CompletableFuture<PhoneReport>> call(RehearsalTwilio twilio) {
        List<CompletableFuture<PhoneReport>> ringing = new ArrayList<>();
        for (int number = 0; number < calls; number++) {
            CallPlan call = CallPlan.of(script(number)).with(plan.mischief());
            ringing.add(twilio.phone(number(number), COMPANY)
                    .call(plan.isEmpty() ? call : call.within(PATIENCE_WITH_FAULTS, LONGEST_WITH_FAULTS)));
        }
        return ringing;
    }

    private List<CallerStep> script(int number) {
        AudioChunk mark = Watermark.of(number);
        Story.Lines lines = story.lines();
        List<CallerStep> steps = new ArrayList<>();
        steps.add(new CallerStep.Speak(mark));
        steps.add(new CallerStep.Listen(LISTENS));
        steps.add(new CallerStep.Speak(lines.request()));
        steps.add(new CallerStep.InterruptAfter(INTERRUPTS_AFTER, lines.interruption()));
        for (AudioChunk answer : lines.answers()) {
            steps.add(new CallerStep.Listen(LISTENS));
            steps.add(new CallerStep.Speak(answer));
        }
        steps.add(new CallerStep.Listen(LISTENS));
        steps.add(new CallerStep.Speak(lines.thanks()));
        steps.add(new CallerStep.WaitForHangup(plan.isEmpty() ? WAITS : LONGEST_WITH_FAULTS));
        return steps;
    }

    private static String number(int call) {
        return "+1415556" + String.format("%04d", call);
    }

    private List<CallScore> judge(List<PhoneReport> phones, List<SessionReport> sessions, Stage.Running program) {
        Map<Integer, SessionReport> byCall = new HashMap<>();
        sessions.forEach(session -> byCall.put(Watermark.read(session.heard().bytes()), session));
        List<CallScore> scores = new ArrayList<>();
        for (int call = 0; call < phones.size(); call++) {
            scores.add(new Judge(story)
                    .judge(
                            call,
                            phones.get(call),
                            Optional.ofNullable(byCall.get(call)),
                            story.deeds(program.database(), number(call))));
        }
        return scores;
    }

    private List<Promise> judgePromises(
            List<PhoneReport> phones,
            RehearsedProvider speech,
            Stage.Running program,
            CallFacts facts,
            RehearsalTwilio twilio) {
        Map<Integer, List<SessionReport>> byCall = new HashMap<>();
        for (SessionReport session : speech.reports()) {
            // The watermark opens the first session of a call only; of a single call there may be several.
            int call = calls == 1 ? 0 : Watermark.read(session.heard().bytes());
            byCall.computeIfAbsent(call, _ -> new ArrayList<>()).add(session);
        }
        List<Promise> promises = new ArrayList<>();
        for (int call = 0; call < phones.size(); call++) {
            PhoneReport phone = phones.get(call);
            promises.addAll(new FaultJudge(story, plan, call)
                    .judge(new FaultJudge.Evidence(
                            phone,
                            byCall.getOrDefault(call, List.of()),
                            story.deeds(program.database(), number(call)),
                            facts.ending(phone.callSid(), LAST_NOTES),
                            twilio.ledger().unfinishedCalls(),
                            soonOver(program, phone.callSid()))));
        }
        return promises;
    }

    /// The registry is written after the fact, beside the call.
    private static boolean soonOver(Stage.Running program, String call) {
        long until = System.nanoTime() + REGISTRY_FOLLOWS.toNanos();
        while (!program.recordedOver(call)) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(100_000_000);
        }
        return true;
    }

    /// Prints the table of a rehearsal without faults or the promises of one with faults, and everything that
    /// broke.
    public void print(Result result) {
        out.println();
        if (plan.isEmpty()) {
            out.print(ScoreTable.of(result.scores(), result.waits()));
            out.println();
        } else {
            out.print(PromiseTable.of(plan, calls, result.promises()));
            result.waits()
                    .modelGaps()
                    .forEach(
                            gap -> out.println("  Without a speech model, before another one went on: " + gap + " ms"));
        }
        for (CallScore score : result.scores()) {
            score.broken().forEach(promise -> out.println("  BROKEN in call " + (score.number() + 1) + ": " + promise));
        }
        if (result.allKept()) {
            out.println(
                    plan.isEmpty()
                            ? "  Every call was answered, " + story.deed().verb()
                                    + ", heard to the end, and proven down."
                            : "  Every promise was kept.");
        }
    }

    /// Writes one WAV file per call: the caller on the left, what the caller heard on the right.
    ///
    /// @param most of how many calls at most, the first ones
    public void record(Result result, Path folder, int most) {
        try {
            Files.createDirectories(folder);
            for (int call = 0; call < Math.min(most, result.phones().size()); call++) {
                PhoneReport phone = result.phones().get(call);
                Path file = folder.resolve("call-" + (call + 1) + ".wav");
                Files.write(file, WavFile.of(phone.said(), phone.heard()));
            }
            out.println("  What the callers said and heard: " + folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
