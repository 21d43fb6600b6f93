package dev.switchhook.app.spa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.business.BackOffice;
import dev.switchhook.app.business.BusinessSettings;
import dev.switchhook.app.cli.Program;
import dev.switchhook.app.spa.SpaSettings;
import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.store.Intake.Arrival;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `spa day` and the lists.
class DayTest {

    private static final List<String> NAMES = List.of(
            "Ada Lovelace",
            "=HYPERLINK(\"http://x.example\",\"click\")",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1:A9)",
            "'=1",
            "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
            "O'Brien; \"Pat\", \\n END:VEVENT",
            "");

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        shell.close();
    }

    /// One appointment after the other, by whoever is free.
    static String table() {
        StringBuilder table = new StringBuilder("date,time,service,guest,number\r\n");
        for (int i = 0; i < NAMES.size(); i++) {
            table.append(Csv.line(List.of(
                    "2026-11-23",
                    (9 + i) + ":00",
                    "facial",
                    NAMES.get(i),
                    i == 1 ? "anonymous" : "+493012345" + (10 + i))));
        }
        return table.toString();
    }

    private void fill() throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), table());
        assertThat(shell.run("import", file.toString())).as(shell.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ics"})
    void a_day_that_is_exported_and_imported_into_an_empty_book_is_the_same_day(String format) throws Exception {
        fill();
        String file = folder.resolve("day." + format).toString();

        assertThat(shell.run("day", "2026-11-23", "--format", format, "--numbers", "--output", file))
                .isZero();
        List<Appointment> day = shell.monday();

        assertThat(day).extracting(it -> it.guest().name()).containsExactlyElementsOf(NAMES);
        try (Shell empty = new Shell()) {
            assertThat(empty.run("import", file)).as(empty.err()).isZero();
            assertThat(empty.monday()).isEqualTo(day);
        }
        assertThat(shell.run("import", file)).as(shell.err()).isZero();
        assertThat(shell.out()).startsWith("0 booked, 9 in the book before");
        assertThat(shell.monday()).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ics"})
    void a_name_with_line_ends_stays_one_name(String format) throws Exception {
        String evil = "Eve\r\nEND:VEVENT\n2026-11-23,11:00,facial\u202e";
        Slot ten = new Slot(Instant.parse("2026-11-23T09:00:00Z"), Duration.ofMinutes(45));
        Appointment appointment =
                new Appointment("K7M4R9", "facial", "anna", "room-1", ten, Shell.ZONE, new Appointment.Guest("", evil));
        shell.intake()
                .enter(
                        List.of(new Arrival(
                                appointment, "k", shell.book().house().busyFor(appointment))),
                        Shell.NOW);
        String file = folder.resolve("day." + format).toString();
        shell.run("day", "2026-11-23", "--format", format, "--output", file);

        try (Shell empty = new Shell()) {
            assertThat(empty.run("import", file)).as(empty.err()).isZero();
            assertThat(empty.monday())
                    .extracting(it -> it.guest().name())
                    .containsExactly("Eve END:VEVENT 2026-11-23,11:00,facial");
        }
        shell.run("day", "2026-11-23");
        assertThat(shell.out().lines()).hasSize(3);
        assertThat(shell.out()).doesNotContain("\u202e");
    }

    @Test
    void the_sheet_shows_no_number_unless_it_is_asked_for() throws Exception {
        fill();

        assertThat(shell.run("day", "2026-11-23")).isZero();
        assertThat(shell.out()).startsWith("Monday, 2026-11-23\ntime   min  service  therapist");
        assertThat(shell.out()).contains("09:00  45   facial   Anna", "Ada Lovelace", "...10", "withheld");
        assertThat(shell.out()).doesNotContain("+4930");
        for (String format : List.of("csv", "ics")) {
            shell.run("day", "2026-11-23", "--format", format);
            assertThat(shell.out()).contains("Ada Lovelace").doesNotContain("+4930");
        }
        shell.run("day", "--numbers", "2026-11-23");
        assertThat(shell.out()).contains("+49301234510");
        shell.run("day");
        assertThat(shell.out()).isEqualTo("Friday, 2026-11-20\nNothing is booked.\n");
        shell.run("day", "2026-12-25");
        assertThat(shell.out()).startsWith("Friday, 2026-12-25, closed: Christmas Day\n");
    }

    @Test
    void json_is_for_programs() throws Exception {
        fill();

        assertThat(shell.run("day", "2026-11-23", "--json")).isZero();
        JsonNode day = new ObjectMapper().readTree(shell.out());

        assertThat(day).hasSize(9);
        assertThat(day.get(0).get("start").asText()).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(day.get(0).get("number").asText()).isEqualTo("...10");
        assertThat(shell.out()).matches("\\p{ASCII}+");
        assertThat(shell.run("day", "--json", "--format", "csv")).isEqualTo(2);
        assertThat(shell.run("day", "--format", "pdf")).isEqualTo(2);
        assertThat(shell.run("day", "tomorrow")).isEqualTo(2);
        assertThat(shell.run()).isEqualTo(2);
    }

    @Test
    void the_house_is_listed() throws Exception {
        for (String list : List.of("services", "therapists", "hours", "holidays")) {
            assertThat(shell.run(list)).as(list).isZero();
            assertThat(shell.out().lines().count()).as(list).isGreaterThan(8);
            assertThat(shell.run(list, "--json")).as(list).isZero();
            assertThat(new ObjectMapper().readTree(shell.out())).as(list).isNotEmpty();
        }
        shell.run("services");
        assertThat(shell.out()).contains("hot-stone-massage     hot stone massage     75   15      109.00 EUR");
        shell.run("hours", "--json");
        assertThat(new ObjectMapper()
                        .readTree(shell.out())
                        .at("/therapists/anna/mon/0/from")
                        .asText())
                .isEqualTo("09:00");
    }

    @Test
    void the_program_has_the_commands_and_opens_nothing_to_tell_about_them() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        assertThat(program(true).run(writer, writer, "spa", "import", "--help")).isZero();
        assertThat(out.toString()).contains("--skip-bad");
        assertThat(program(true).run(writer, writer, "spa")).isEqualTo(2);
        assertThat(program(false).run(writer, writer, "spa", "services")).isZero();
        assertThat(out.toString()).contains("hot stone massage");
        shell.database().close();
        assertThat(program(false).run(writer, writer, "spa", "services")).isEqualTo(1);
        assertThat(out.toString()).contains("switchhook: the appointment book cannot be");
    }

    private Program program(boolean shut) {
        return new Program(_ -> 1, (_, _) -> 1, (_, _, _) -> 1, _ -> office(shut), Map.of());
    }

    private BackOffice office(boolean shut) {
        if (shut) {
            throw new AssertionError("nothing is to be opened");
        }
        return new BackOffice() {
            @Override
            public DataSource database() {
                return shell.database().dataSource();
            }

            @Override
            public BusinessSettings settings() {
                return new BusinessSettings(List.of(new SpaSettings(Shell.ZONE, "Spa")));
            }

            @Override
            public void close() {}
        };
    }
}
