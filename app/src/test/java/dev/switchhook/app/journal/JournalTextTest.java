package dev.switchhook.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Turn;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTextTest {

    static Stream<JournalEntry> entries() {
        return Samples.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void what_is_written_is_read_again(JournalEntry entry) {
        String text = JournalText.write(entry);

        assertThat(JournalText.read(text)).contains(entry);
        assertThat(text).doesNotContain("\n", "\r");
        assertThat(JournalText.kind(entry)).matches("[a-z-]{1,40}");
        assertThat(text).startsWith("{\"kind\":\"" + JournalText.kind(entry) + "\"");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void a_line_of_the_file_holds_it_whole(JournalEntry entry) {
        JournalRow row = new JournalRow(
                "CA1",
                "node-1",
                Long.MAX_VALUE,
                Instant.parse("2026-11-20T13:05:00.123456789Z"),
                JournalText.kind(entry),
                JournalText.write(entry));

        assertThat(row.line())
                .endsWith("\n")
                .satisfies(line -> assertThat(line.strip()).doesNotContain("\n", "\r"));
        assertThat(JournalRow.read(row.line())).contains(row);
    }

    @Test
    void there_is_a_sample_of_every_entry_and_of_everything_that_an_entry_may_hold() {
        assertThat(Samples.entries().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(JournalEntry.class.getPermittedSubclasses());
        assertThat(Samples.entries().stream()
                        .mapMulti((entry, to) -> {
                            if (entry instanceof JournalEntry.ToolEnded ended) {
                                to.accept(ended.outcome().getClass());
                            }
                        })
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder((Object[]) ToolOutcome.class.getPermittedSubclasses());
        assertThat(Samples.entries().stream()
                        .mapMulti((entry, to) -> {
                            if (entry instanceof JournalEntry.Spoken spoken) {
                                to.accept(spoken.turn().getClass());
                            }
                        })
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder((Object[]) Turn.class.getPermittedSubclasses());
    }

    @Test
    void every_kind_has_a_word_of_its_own() {
        assertThat(Samples.entries().stream().map(JournalText::kind).distinct())
                .hasSameSizeAs(JournalEntry.class.getPermittedSubclasses());
    }

    @Test
    void half_a_character_becomes_the_sign_for_it() {
        String text = JournalText.write(new JournalEntry.Spoken(new Turn.Caller("a\uD83Db\uDC86")));

        assertThat(JournalText.read(text)).contains(new JournalEntry.Spoken(new Turn.Caller("a\uFFFDb\uFFFD")));
    }

    @Test
    void fields_of_a_newer_version_are_passed_over() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (JournalEntry entry : Samples.entries()) {
            String newer = json.readTree(JournalText.write(entry))
                    .<ObjectNode>require()
                    .put("tomorrow", "unknown")
                    .toString();

            assertThat(JournalText.read(newer)).contains(entry);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"kind\":7}",
                "{\"kind\":\"sung\"}",
                "{\"kind\":\"leaving\"}",
                "{\"kind\":\"leaving\",\"reason\":\"BORED\"}",
                "{\"kind\":\"spoken\",\"speaker\":\"parrot\",\"text\":\"x\"}",
                "{\"kind\":\"spoken\",\"speaker\":\"caller\",\"text\":null}",
                "{\"kind\":\"tool-ended\",\"tool\":\"x\",\"ms\":1,\"outcome\":\"maybe\"}",
                "{\"kind\":\"line-resumed\",\"gapMs\":1e999}",
                "{\"kind\":\"farewell-over\",\"wholly\":\"true\"}",
                "{\"kind\":\"spoken\",\"speaker\":\"cal"
            })
    void what_is_no_entry_of_this_version_is_none(String text) {
        assertThat(JournalText.read(text)).isEmpty();
    }

    @Test
    void the_words_in_the_table_are_those_that_the_page_for_operators_may_name() {
        assertThat(JournalText.write(new JournalEntry.Leaving(EndReason.TIME_LIMIT)))
                .isEqualTo("{\"kind\":\"leaving\",\"reason\":\"TIME_LIMIT\"}");
    }
}
