package dev.switchhook.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogLayoutTest {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLayoutTest.class.getResource("/logback.xml"));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void an_event_is_one_line_whatever_its_message_and_its_exception_hold() {
        var thrown = new IllegalStateException("first\nsecond", new IllegalArgumentException("third\r\nfourth"));

        String line = line(Level.WARN, "a peer said\r\n12:00:00.000 ERROR Forged - nonsense", thrown);

        assertThat(line).endsWith("\n").hasLineCount(1);
        assertThat(line)
                .contains("WARN  LogLayoutTest - a peer said | 12:00:00.000 ERROR Forged")
                .contains("IllegalStateException: first | second")
                .contains("fourth");
    }

    @Test
    void an_event_without_an_exception_ends_with_its_message() {
        assertThat(line(Level.INFO, "calls: {}", null, 3)).endsWith("INFO  LogLayoutTest - calls: 3\n");
    }

    @Test
    void we_speak_from_info_on_and_others_only_from_warnings_on() {
        assertThat(context.getLogger("dev.switchhook.app.runtime").isInfoEnabled())
                .isTrue();
        assertThat(context.getLogger("dev.switchhook.app.runtime").isDebugEnabled())
                .isFalse();
        assertThat(context.getLogger("io.micronaut").isWarnEnabled()).isTrue();
        assertThat(context.getLogger("io.micronaut").isInfoEnabled()).isFalse();
    }

    private String line(Level level, String message, Throwable thrown, Object... arguments) {
        Logger logger = context.getLogger(LogLayoutTest.class);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
        LoggingEvent event = new LoggingEvent("", logger, level, message, thrown, arguments);
        assertThat(console.getTarget()).isEqualTo("System.err");
        return new String(console.getEncoder().encode(event), UTF_8).replace(System.lineSeparator(), "\n");
    }
}
