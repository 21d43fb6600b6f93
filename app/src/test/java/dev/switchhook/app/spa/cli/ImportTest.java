package dev.switchhook.app.spa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.store.Intake.Arrival;
import dev.switchhook.app.spa.store.Intake.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `spa import`.
class ImportTest {

    private static final String HEAD = "date,time,service,therapist,room,guest,number,code,id\r\n";

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        shell.close();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String event(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    @Test
    void every_mistake_is_told_with_its_line_and_field_and_nothing_is_booked() throws Exception {
        String file = file("a.csv", HEAD + """
            2026-11-23,10:00,facial,Anna,Lavender,Ada Lovelace,+4930123456,,a1
            2026-11-23,10:00,beer bath,Anna,,,,,a2
            2026-11-23,10:00,facial,Zoe,,,,,a3
            2026-11-23,10:00,facial,Clara,Lavender,,,,a4
            2026-11-23,10:10,facial,Clara,,,,,a5
            2026-11-19,10:00,facial,Clara,,,,,a6
            2026-11-24,10:00,facial,Elif,,,,,a1
            23.11.2026,ten,facial,,,,030 12,X-1,a8
            2026-11-23,10:00,manicure,Anna,,,,,a9
            2026-12-25,10:00,facial,,,,,,b1
            2026-11-23,10:00,facial,Clara,Salon,,,,b2
            2026-11-23,08:00,facial,,,,,,b3
            2026-11-23,10:00,facial
            2026-11-23,10:15,facial,Anna,,,,,b5
            """);

        assertThat(shell.run("import", file)).isEqualTo(1);

        assertThat(shell.err().lines().map(line -> line.replaceFirst("^switchhook: (line \\d+: \\w+): .*", "$1")))
                .containsExactly(
                        "line 3: service",
                        "line 4: therapist",
                        "line 5: room",
                        "line 6: time",
                        "line 7: date",
                        "line 8: id",
                        "line 9: date",
                        "line 9: time",
                        "line 9: number",
                        "line 9: code",
                        "line 10: therapist",
                        "line 11: date",
                        "line 12: room",
                        "line 13: time",
                        "line 14: file",
                        "line 15: therapist");
        assertThat(shell.err())
                .contains("'beer bath' is not known; known: classic massage, ")
                .contains("line 8: id: the same as line 2")
                .contains("Christmas Day");
        assertThat(shell.out()).isEqualToNormalizingNewlines("0 booked, 0 in the book before, 16 mistakes\n");
        assertThat(shell.monday()).isEmpty();
    }

    @Test
    void the_good_rows_are_booked_on_request_and_nothing_is_booked_twice() throws Exception {
        String file = file("a.csv", HEAD + """
            2026-11-23,10:00,Facial,anna,Lavender,Ada Lovelace,+4930123456,K7M4R9,a1
            2026-11-23,10:00,beer bath,Anna,,,,,a2
            2026-11-23,14:00,classic-massage,,,Grace Hopper,,,
            """);

        assertThat(shell.run("import", "--skip-bad", file)).isEqualTo(1);
        assertThat(shell.out()).isEqualToNormalizingNewlines("2 booked, 0 in the book before, 1 mistake\n");
        List<Appointment> monday = shell.monday();
        assertThat(monday).hasSize(2);
        assertThat(shell.book().withCode("K7M4R9").orElseThrow().guest())
                .isEqualTo(new Appointment.Guest("+4930123456", "Ada Lovelace"));

        assertThat(shell.run("import", "--skip-bad", file)).isEqualTo(1);
        assertThat(shell.out()).isEqualToNormalizingNewlines("0 booked, 2 in the book before, 1 mistake\n");
        shell.book().cancel("K7M4R9", "cancelled", Shell.NOW);
        assertThat(shell.run("import", "--skip-bad", file)).isEqualTo(1);
        assertThat(shell.out()).startsWith("0 booked, 2 in the book before");
        assertThat(shell.monday()).hasSize(1).isSubsetOf(monday);
    }

    @Test
    void an_id_that_means_something_else_than_before_is_a_mistake() throws Exception {
        shell.run("import", file("a.csv", "date,time,service,id\n2026-11-23,10:00,facial,a1\n"));

        assertThat(shell.run("import", file("b.csv", "date,time,service,id\n2026-11-23,11:00,facial,a1\n")))
                .isEqualTo(1);

        assertThat(shell.err()).contains("line 2: id: was imported before with another date");
        assertThat(shell.monday()).hasSize(1);
    }

    @Test
    void a_dry_run_books_nothing() throws Exception {
        String file = file("a.csv", "date;time;service;colour\n2026-11-23;10:00;facial;red\n");

        assertThat(shell.run("import", "--dry-run", file)).isZero();

        assertThat(shell.out())
                .isEqualToNormalizingNewlines(
                        "1 can be booked, nothing was (dry run), 0 in the book before, 0 mistakes\n");
        assertThat(shell.err()).contains("the column 'colour' is passed over");
        assertThat(shell.monday()).isEmpty();
    }

    @Test
    void a_calendar_of_another_system_is_understood() throws Exception {
        String file = file(
                "a.ics",
                event(
                        "UID:42@elsewhere",
                        "DTSTAMP:20261101T000000Z",
                        "DTSTART;TZID=Europe/Berlin:20261123T100000",
                        "DURATION:PT45M",
                        "SUMMARY:fac",
                        " ial",
                        "CONTACT:Ada\\, Countess"));

        assertThat(shell.run("import", file)).as(shell.err()).isZero();

        assertThat(shell.monday()).singleElement().satisfies(it -> {
            assertThat(it.treatment())
                    .isEqualTo(new Slot(Instant.parse("2026-11-23T09:00:00Z"), Duration.ofMinutes(45)));
            assertThat(it.guest().name()).isEqualTo("Ada, Countess");
        });
        assertThat(shell.run("import", file)).isZero();
        assertThat(shell.out()).startsWith("0 booked, 1 in the book before");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UID:1;DTSTART:20261123T090000Z;SUMMARY:facial;RRULE:FREQ=DAILY | line 4: date: the event repeats",
                "UID:1;SUMMARY:facial | line 4: date: the event has no DTSTART",
                "UID:1;DTSTART:soon;SUMMARY:facial | line 6: date: DTSTART cannot be read",
                "UID:1;DTSTART:20261123T090000Z;DTEND:x;SUMMARY:facial | line 7: date: DTEND cannot be read",
                "UID:1;DTSTART\\;VALUE=DATE:20261123;SUMMARY:facial | line 4: time: the event takes the whole day",
                "UID:1;DTSTART:20261123T090001Z;SUMMARY:facial | line 4: time: is not on a quarter-hour",
                "UID:1;DTSTART:20261123T090000Z;SUMMARY:sauna | line 4: service: 'sauna' is not known",
                "UID:1;DTSTART:20261123T090000Z;BEGIN:VALARM | line 8: file: ends what did not begin",
            })
    void a_bad_event_is_told_with_its_line(String lines, String told) throws Exception {
        String file = file(
                "a.ics",
                event(lines.replace("\\;", "\u0000").replace(";", "\r\n").replace("\u0000", ";")));

        assertThat(shell.run("import", file)).isEqualTo(1);

        assertThat(shell.err()).contains(told);
        assertThat(shell.monday()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hello, line 1: file: is no calendar",
        "'', line 1: file: it is empty",
        "'BEGIN:VCALENDAR\nBEGIN:VEVENT\n', line 2: file: what begins here has no end"
    })
    void what_is_no_calendar_is_told_so(String text, String told) throws Exception {
        assertThat(shell.run("import", file("a.ics", text))).isEqualTo(1);
        assertThat(shell.err()).contains(told);
    }

    @Test
    void a_file_that_cannot_be_used_is_told_in_one_line() throws Exception {
        Path latin = Files.write(folder.resolve("b.csv"), "date\n\u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(shell.run("import", "appointments.xls")).isEqualTo(2);
        assertThat(shell.run("import", folder.resolve("none.csv").toString())).isEqualTo(2);
        assertThat(shell.err()).contains("there is no such file");
        assertThat(shell.run("import", latin.toString())).isEqualTo(2);
        assertThat(shell.err()).contains("not in UTF-8");
        assertThat(shell.run("import", file("c.csv", "date,date,when\n"))).isEqualTo(1);
        assertThat(shell.err()).contains("line 1: date: there are two", "line 1: time: the header", "line 1: service:");
    }

    @Test
    void a_megabyte_in_a_cell_is_one_short_mistake() throws Exception {
        String much = "\"" + "=1\n".repeat(350_000) + "\"";

        assertThat(shell.run("import", file("a.csv", "date,time,service,guest\n2026-11-23,10:00," + much + "," + much)))
                .isEqualTo(1);

        assertThat(shell.err()).contains("line 2: service: '=1 =1", "line 2: guest: is longer than 80");
        assertThat(shell.err().length()).isLessThan(1_000);
    }

    @Test
    void all_of_a_file_is_entered_or_nothing_when_somebody_else_is_faster() {
        Appointment first = facial("anna", "room-1");
        Appointment second = facial("clara", "room-2");
        assertThat(enter(arrival("k0", facial("clara", "room-3")))).isEqualTo(Outcome.ENTERED);

        assertThat(enter(arrival("k1", first), arrival("k2", second))).isEqualTo(Outcome.TAKEN);
        assertThat(shell.monday()).hasSize(1);
        assertThat(enter(arrival("k1", first), arrival("k0", second))).isEqualTo(Outcome.ENTERED);
        assertThat(shell.monday()).extracting(Appointment::therapist).containsExactly("clara", "anna");
    }

    private Outcome enter(Arrival... arrivals) {
        return shell.intake().enter(List.of(arrivals), Shell.NOW);
    }

    private Arrival arrival(String key, Appointment appointment) {
        return new Arrival(appointment, key, shell.book().house().busyFor(appointment));
    }

    private static Appointment facial(String therapist, String room) {
        Slot ten = new Slot(Instant.parse("2026-11-23T09:00:00Z"), Duration.ofMinutes(45));
        return new Appointment("", "facial", therapist, room, ten, Shell.ZONE, new Appointment.Guest("", "Ada"));
    }
}
