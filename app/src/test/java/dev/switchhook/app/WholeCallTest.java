package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.journal.LoggingJournal;
import dev.switchhook.app.rehearsal.CallScore;
import dev.switchhook.app.rehearsal.Rehearsal;
import dev.switchhook.app.rehearsal.RehearsedProvider;
import dev.switchhook.app.rehearsal.Stage;
import dev.switchhook.app.rehearsal.Storyteller;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// Whole calls over real sockets: a rehearsed telephone, the real program, a rehearsed provider, a real database; all
/// four pairs of provider and database at once. Everything that the program logs meanwhile is searched for what must
/// not be in a log. Alone, because times are measured, and because programs that start set the levels of the log.
@Isolated
class WholeCallTest {

    private static final Pattern NUMBER = Pattern.compile("\\+?1415\\d{7}");
    private static final List<String> PRIVATE = List.of(
            "rehearsal-token",
            "hot stone",
            "massage",
            "How can I help",
            "Thank you",
            "Goodbye!",
            "Is there anything else",
            "Bearer ");

    private static final Memory LOG = new Memory();
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void listen_to_the_log_and_start_postgresql() throws IOException {
        LOG.start();
        root().addAppender(LOG);
        ((Logger) LoggerFactory.getLogger("dev.switchhook")).setLevel(Level.DEBUG);
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        root().detachAppender(LOG);
        ((Logger) LoggerFactory.getLogger("dev.switchhook")).setLevel(Level.INFO);
        postgres.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void several_calls_at_once_are_answered_booked_heard_to_the_end_and_proven_down() {
        assertAll(Stream.of("openai", "xai")
                .flatMap(provider -> Stream.of("h2", "postgresql").map(database -> performing(provider, database)))
                .toList()
                .stream()
                .map(performance -> performance::get));
    }

    /// Begins the calls of one provider on one database.
    private FutureTask<Boolean> performing(String provider, String database) {
        FutureTask<Boolean> performance = new FutureTask<>(() -> {
            perform(provider, database);
            return true;
        });
        Thread.ofVirtual().name(provider + " on " + database).start(performance);
        return performance;
    }

    private void perform(String provider, String database) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Rehearsal rehearsal = new Rehearsal(
                RehearsedProvider.speaking(provider),
                provider,
                3,
                Storyteller.told(AppSettings.businessOf(LoadedConfiguration.load(Optional.empty(), Map.of()))),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        LoadedConfiguration configuration = LoadedConfiguration.load(Optional.empty(), Map.of())
                .with(Map.of("switchhook.database-url", url(database)));
        Stage stage = (decided, _) -> Wiring.stage(configuration).start(decided, new LoggingJournal());

        Rehearsal.Result result = rehearsal.perform(stage);
        rehearsal.print(result);

        assertThat(result.scores())
                .hasSize(3)
                .allSatisfy(score -> assertThat(score.broken()).isEmpty());
        assertThat(result.allKept()).isTrue();
        assertThat(result.scores()).allSatisfy(WholeCallTest::meets_the_targets);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("proven down");
        assertThat(LOG.lines()).as("something was logged").anyMatch(line -> line.contains("event=ended"));
        assertThat(LOG.lines()).noneMatch(line -> NUMBER.matcher(line).find());
        for (String secret : PRIVATE) {
            assertThat(LOG.lines()).as(secret).noneMatch(line -> line.contains(secret));
        }
    }

    private static void meets_the_targets(CallScore score) {
        assertThat(score.framesLost()).isZero();
        assertThat(score.cutMs()).isZero();
        assertThat(score.creditErrorMs().orElseThrow()).isLessThanOrEqualTo(250);
        assertThat(score.hangupAfterMarkMs().orElseThrow()).isBetween(400L, 1_500L);
    }

    private String url(String database) throws Exception {
        if (database.equals("h2")) {
            return "jdbc:h2:file:" + folder.resolve("book-" + UUID.randomUUID());
        }
        String name = "book_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return postgres.getJdbcUrl("postgres", name);
    }

    /// Keeps every log line of the process, as it would be written.
    private static final class Memory extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line =
                    new StringBuilder(event.getLoggerName()).append(' ').append(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append(" | ").append(cause.getClassName()).append(": ").append(cause.getMessage());
            }
            lines.add(line.toString());
        }

        List<String> lines() {
            return lines;
        }
    }
}
