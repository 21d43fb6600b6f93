package dev.switchhook.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// What a call leaves in the log. Alone, because programs that start set the levels of the log.
@Isolated
class LoggingJournalTest {

    private static final CallId CALL = new CallId("CAjournal");

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.switchhook.calls");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        // Programs that ran before have set the levels above it.
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void a_milestone_is_one_structured_line() {
        assertThat(lines(new JournalEntry.ModelReady("gpt-realtime-2.1", Duration.ofMillis(250))))
                .containsExactly("call=CAjournal event=model-ready model=gpt-realtime-2.1 ms=250");
        assertThat(lines(new JournalEntry.HangupRequested(2)))
                .containsExactly("call=CAjournal event=hangup-requested attempt=2");
    }

    @Test
    void what_was_said_asked_and_answered_is_not_in_it() {
        ToolCall call = new ToolCall(new ToolCall.Id("t1"), "book_appointment", "{\"name\":\"Ada\"}");

        assertThat(lines(
                        new JournalEntry.Spoken(new Turn.Caller("I am Ada.")),
                        new JournalEntry.Spoken(new Turn.Agent(new ItemId("i1"), "Hello Ada.")),
                        new JournalEntry.ToolStarted(call),
                        new JournalEntry.ToolEnded(
                                "book_appointment", new ToolOutcome.Done("{\"for\":\"Ada\"}"), Duration.ofMillis(5))))
                .hasSize(4)
                .noneMatch(line -> line.contains("Ada"));
    }

    @Test
    void names_and_faults_of_peers_cannot_forge_another_field() {
        ToolCall call = new ToolCall(new ToolCall.Id("t1"), "x event=ended\n" + "y".repeat(1_000), "{}");

        assertThat(lines(
                        new JournalEntry.ModelReady("m reason=\"none\"\r\n", Duration.ZERO),
                        new JournalEntry.ToolStarted(call),
                        new JournalEntry.ModelFaulted("a \" event=ended\n")))
                .containsExactly(
                        "call=CAjournal event=model-ready model=m?reason??none??? ms=0",
                        "call=CAjournal event=tool-started tool=x?event?ended?" + "y".repeat(50),
                        "call=CAjournal event=model-faulted fault=\"a ? event=ended?\"");
    }

    private List<String> lines(JournalEntry... entries) {
        log.list.clear();
        LoggingJournal journal = new LoggingJournal();
        for (JournalEntry entry : entries) {
            journal.note(CALL, Instant.EPOCH, entry);
        }
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("call=" + CALL))
                .toList();
    }
}
