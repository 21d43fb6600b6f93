package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolDeed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastTest {

    private static final Past NOTED = new Past(
            CallState.LIVE,
            Optional.empty(),
            Instant.parse("2026-11-20T11:58:00Z"),
            List.of(),
            List.of(new Past.Done("book_appointment", "{\"code\":\"K7\"}")));

    @Test
    void i4_what_only_the_tools_know_is_added_to_what_the_journal_has_noted() {
        Past past = NOTED.alsoDone(List.of(
                new ToolDeed("book_appointment", "{\"code\":\"K7\"}"),
                new ToolDeed("book_appointment", "{\"code\":\"L8\"}")));

        assertThat(past.done())
                .containsExactly(
                        new Past.Done("book_appointment", "{\"code\":\"K7\"}"),
                        new Past.Done("book_appointment", "{\"code\":\"L8\"}"));
    }

    @Test
    void i4_tools_that_know_nothing_take_nothing_away() {
        assertThat(NOTED.alsoDone(List.of())).isEqualTo(NOTED);
    }
}
