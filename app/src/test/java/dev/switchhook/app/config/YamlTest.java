package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.config.Yaml.Content;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {

    @Test
    void scalars_stay_the_text_that_was_written_and_keys_know_their_lines() throws Exception {
        assertThat(read("a:\n  b: 0123\n  c: 12:30\nd.e: no\nf:\ng: [x, 1]\nh: ''\n"))
                .containsExactly(
                        new Yaml.Entry("a.b", new Content.Text("0123"), 2),
                        new Yaml.Entry("a.c", new Content.Text("12:30"), 3),
                        new Yaml.Entry("d.e", new Content.Text("no"), 4),
                        new Yaml.Entry("f", new Content.Nothing(), 5),
                        new Yaml.Entry("g", new Content.Texts(List.of("x", "1")), 6),
                        new Yaml.Entry("h", new Content.Text(""), 7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''
        '# a comment'
        '---'
        'null'
        """)
    void an_empty_document_has_no_keys(String document) throws Exception {
        assertThat(read(document)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        'a: 1#b: [1'           | line 2
        'a: 1#a: 2'            | line 2: 'a' stands there twice
        'a:#  b: 1#a.b: 2'     | line 3: 'a.b' stands there twice
        'text'                 | line 1: 'key: value' was expected
        '- a#- b'              | line 1: 'key: value' was expected
        'a: {? [x] : y}'       | line 1: a key must be a text
        'a:#  - b: c'          | line 2: a list may only hold texts
        'a: &x#  b: *x'        | line
        'a: "'                 | line
        'a: 1#---#b: 2'        | line
        """)
    void what_is_not_a_list_of_keys_is_refused_with_its_line(String document, String problem) {
        assertThatThrownBy(() -> read(document.replace('#', '\n')))
                .isInstanceOf(Yaml.Unreadable.class)
                .hasMessageStartingWith(problem)
                .hasMessageNotContaining("\n");
    }

    private static List<Yaml.Entry> read(String document) throws Yaml.Unreadable {
        return Yaml.read(new StringReader(document == null ? "" : document));
    }
}
