package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.journal.JdbcArchive;
import dev.switchhook.app.journal.JournalText;
import dev.switchhook.app.store.SilentRelay;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a whole call leaves in the database.
@Execution(ExecutionMode.CONCURRENT)
class JournaledCallTest {

    @TempDir
    Path folder;

    @Test
    void everything_that_was_noted_in_a_call_is_in_the_database_a_moment_later() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            Scene scene = theatre.scene(Clerk::brief);
            PhoneReport phone = scene.call(ShortCall.PLAN).get(40, TimeUnit.SECONDS);
            ShortCall.assertEndedByUs(scene, phone);

            CallId call = new CallId(phone.callSid());
            awaitAll(new JdbcArchive(theatre.database()), theatre, call);
        }
    }

    @Test
    void d2_a_database_that_falls_silent_in_the_middle_of_a_call_has_all_of_it_once_it_is_back() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                SilentRelay relay = new SilentRelay(server.getPort());
                Theatre theatre = new Theatre(Map.of(
                        "switchhook.database-url",
                        "jdbc:postgresql://127.0.0.1:" + relay.port() + "/postgres?user=postgres",
                        "switchhook.journal-directory",
                        folder.toString()))) {
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> greeted = new CompletableFuture<>();
            Scene scene = theatre.scene(() -> Clerk.chatting(over::get)).watching(event -> {
                if (event instanceof SpeechEvent.ReplyFinished) {
                    greeted.complete(null);
                }
            });
            CompletableFuture<PhoneReport> calling = scene.call(CallPlan.of(List.of(
                    new CallerStep.Listen(Duration.ofMillis(1_500)),
                    new CallerStep.Speak(TestSound.speech(7, 300)),
                    new CallerStep.WaitForHangup(Duration.ofSeconds(25)))));
            greeted.get(20, TimeUnit.SECONDS);

            relay.fallSilent();
            over.set(true);
            PhoneReport phone = calling.get(40, TimeUnit.SECONDS);
            assertThat(phone.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
            assertThat(phone.bytesUnplayed()).isZero();
            CallId call = new CallId(phone.callSid());
            theatre.journal().ended(call).get(20, TimeUnit.SECONDS);

            relay.speakAgain();
            JdbcArchive archive = new JdbcArchive(server.getPostgresDatabase());
            awaitAll(archive, theatre, call);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).allMatch(file -> file.toString().endsWith(".jsonl"));
            }
        }
    }

    private static void awaitAll(JdbcArchive archive, Theatre theatre, CallId call) throws Exception {
        theatre.journal().ended(call).get(20, TimeUnit.SECONDS);
        List<Optional<JournalEntry>> noted = theatre.journal().entries(call).stream()
                .filter(entry -> !(entry instanceof JournalEntry.Ignored))
                .map(entry -> JournalText.read(JournalText.write(entry)))
                .toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (archive.entries(call).size() < noted.size() && System.nanoTime() < end) {
            if (new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts this down");
            }
        }
        assertThat(archive.entries(call).stream().map(Noted::entry).map(Optional::of))
                .containsExactlyElementsOf(noted);
    }
}
