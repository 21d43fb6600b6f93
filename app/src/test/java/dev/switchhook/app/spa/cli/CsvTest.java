package dev.switchhook.app.spa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static List<List<String>> cells(String text) throws Csv.Malformed {
        return Csv.rows(text).stream().map(Csv.Row::cells).toList();
    }

    @Test
    void cells_in_quotes_hold_separators_line_ends_and_quotes() throws Exception {
        assertThat(cells("a,\"b, \"\"c\"\"\r\nd\",\r\ne,f,g\n"))
                .containsExactly(List.of("a", "b, \"c\"\r\nd", ""), List.of("e", "f", "g"));
    }

    @Test
    void a_row_is_at_the_line_where_it_begins() throws Exception {
        assertThat(Csv.rows("a,b\r\n\"1\r\n2\n3\",x\n\ny,z"))
                .extracting(Csv.Row::line)
                .containsExactly(1, 2, 6);
    }

    @Test
    void semicolons_part_cells_when_the_first_line_has_them_alone() throws Exception {
        assertThat(cells("a;b\n1,5;2")).containsExactly(List.of("a", "b"), List.of("1,5", "2"));
        assertThat(cells("a,b;c\n1;5,2")).containsExactly(List.of("a", "b;c"), List.of("1;5", "2"));
    }

    @Test
    void a_quote_that_is_never_closed_is_told_where_it_begins() {
        assertThatThrownBy(() -> Csv.rows("a,b\nc,\"d\ne\nf"))
                .isInstanceOfSatisfying(
                        Csv.Malformed.class, it -> assertThat(it.line()).isEqualTo(2))
                .hasMessageContaining("never closed");
        assertThatThrownBy(() -> Csv.rows("a\n\"b\"c"))
                .isInstanceOfSatisfying(
                        Csv.Malformed.class, it -> assertThat(it.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1", "=\"a\"&\"b\"", "\r=1"})
    void a_cell_that_a_spreadsheet_would_calculate_is_made_harmless_and_comes_back(String cell) throws Exception {
        String line = Csv.line(List.of(cell));

        assertThat(line.replace("\"", "")).startsWith("'");
        assertThat(cells(line)).containsExactly(List.of(cell));
    }

    @Test
    void every_cell_comes_back_as_it_was() throws Exception {
        long seed = 11;
        Random random = new Random(seed);
        String letters = "=+-@'\",;\r\n\t a\u05d0\u202e\uff1d1";
        for (int i = 0; i < 5_000; i++) {
            List<String> cells = new ArrayList<>(List.of("x"));
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                StringBuilder cell = new StringBuilder();
                for (int length = random.nextInt(6); length > 0; length--) {
                    cell.append(letters.charAt(random.nextInt(letters.length())));
                }
                cells.add(cell.toString());
            }
            assertThat(cells("x,y\r\n" + Csv.line(cells)).get(1))
                    .as("seed " + seed)
                    .isEqualTo(cells);
        }
    }
}
