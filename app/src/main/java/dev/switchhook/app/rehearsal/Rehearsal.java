package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/// Rehearses calls: a rehearsed Twilio calls the real program, which talks to a rehearsed provider, all on this
/// machine and all over real sockets.
///
/// @param provider starts the rehearsed provider, given the parts that its sessions play
/// @param providerName `openai` or `xai`, as in the configuration
/// @param calls how many calls are made at once, from 1
/// @param today the day in the spa's time zone; what is booked is booked for later days
/// @param out where the transcript and the scores are printed
public record Rehearsal(
        Function<Supplier<Role>, RehearsedProvider> provider,
        String providerName,
        int calls,
        LocalDate today,
        PrintStream out) {

    private static final String ACCOUNT = "AC000000000000000000000000000000aa";
    private static final String TOKEN = "rehearsal-token";
    private static final String COMPANY = "+14155550100";
    /// The phone leads this host to the program on this machine, as a proxy that ends TLS would.
    private static final URI PUBLIC_URL = URI.create("https://rehearsal.switchhook.example");
    private static final Duration LISTENS = Duration.ofMillis(450);
    private static final Duration INTERRUPTS_AFTER = Duration.ofMillis(2100);

    /// What a rehearsal came to.
    ///
    /// @param scores one per call, in the order of calling
    /// @param phones what each telephone saw, in the same order
    public record Result(List<CallScore> scores, List<PhoneReport> phones) {

        /// Whether every promise was kept in every call.
        public boolean allKept() {
            return scores.stream().allMatch(score -> score.broken().isEmpty());
        }
    }

    /// Makes the calls, and prints the transcript of a single call while it happens.
    public Result perform(Stage stage) {
        AtomicInteger sessions = new AtomicInteger();
        CallJournal transcript = calls == 1 ? new Transcript(out) : (_, _, _) -> {};
        try (RehearsedProvider speech =
                        provider.apply(() -> new Receptionist(sessions.getAndIncrement(), today.plusDays(1)));
                RehearsalTwilio twilio = new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), PUBLIC_URL);
                Stage.Running program = stage.start(settings(speech, twilio), transcript)) {
            twilio.bridgeListensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), program.port()));
            List<PhoneReport> phones = call(twilio);
            return new Result(judge(phones, speech.reports(), program), phones);
        }
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
        decided.put("micronaut.server.port", "0");
        decided.put("switchhook.management.port", "0");
        decided.put("micronaut.server.host", InetAddress.getLoopbackAddress().getHostAddress());
        return decided;
    }

    private List<PhoneReport> call(RehearsalTwilio twilio) {
        List<CompletableFuture<PhoneReport>> ringing = new ArrayList<>();
        for (int number = 0; number < calls; number++) {
            ringing.add(twilio.phone(number(number), COMPANY).call(script(number)));
        }
        return ringing.stream().map(CompletableFuture::join).toList();
    }

    private static List<CallerStep> script(int number) {
        AudioChunk mark = Watermark.of(number);
        return List.of(
                new CallerStep.Speak(mark),
                new CallerStep.Listen(LISTENS),
                new CallerStep.Speak(Clip.REQUEST.sound()),
                new CallerStep.InterruptAfter(INTERRUPTS_AFTER, Clip.INTERRUPTION.sound()),
                new CallerStep.Listen(LISTENS),
                new CallerStep.Speak(Clip.THANKS.sound()),
                new CallerStep.WaitForHangup(Duration.ofSeconds(20)));
    }

    private static String number(int call) {
        return "+1415556" + String.format("%04d", call);
    }

    private List<CallScore> judge(List<PhoneReport> phones, List<SessionReport> sessions, Stage.Running program) {
        Map<Integer, SessionReport> byCall = new HashMap<>();
        sessions.forEach(session -> byCall.put(Watermark.read(session.heard().bytes()), session));
        List<CallScore> scores = new ArrayList<>();
        for (int call = 0; call < phones.size(); call++) {
            scores.add(new Judge()
                    .judge(
                            call,
                            phones.get(call),
                            Optional.ofNullable(byCall.get(call)),
                            program.bookings(number(call))));
        }
        return scores;
    }

    /// Prints the table, and every broken promise.
    public void print(Result result) {
        out.println();
        out.print(ScoreTable.of(result.scores()));
        out.println();
        for (CallScore score : result.scores()) {
            score.broken().forEach(promise -> out.println("  BROKEN in call " + (score.number() + 1) + ": " + promise));
        }
        if (result.allKept()) {
            out.println("  Every call was answered, booked, heard to the end, and proven down.");
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
