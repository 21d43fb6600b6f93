package dev.switchhook.app.cli;

import static dev.switchhook.app.cli.RecordedCall.at;
import static dev.switchhook.app.cli.RecordedCall.caller;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.docs.Pages;
import dev.switchhook.app.export.CallExport;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the commands print about calls.
class CallPagesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static CallStory live(Noted... notes) {
        return new CallStory(new CallId("CAlive"), Optional.empty(), List.of(notes));
    }

    @Test
    void the_page_for_operators_shows_what_is_printed() {
        List<String> shown = Pages.blocks(Pages.text("docs/operate.md"), "text");
        CallStory served = new CallStory(
                new CallId("CAc0ffee00c0ffee00c0ffee00c0ffee00"),
                Optional.of(new CallStory.Registered(
                        RecordedCall.CALLER,
                        Attestation.FULL,
                        CallState.LIVE,
                        Optional.empty(),
                        RecordedCall.START.plusSeconds(2482))),
                List.of(at(2_482_900, new JournalEntry.LineOpened()), at(2_488_000, caller("Good afternoon."))));

        assertThat(shown).contains(CallTable.of(List.of(served, RecordedCall.story()), BERLIN, Ink.PLAIN) + "\n");
        assertThat(shown).contains(CallExport.text(RecordedCall.story(), BERLIN) + "\n");
    }

    @Test
    void the_page_for_operators_names_every_field_of_the_json() throws Exception {
        JsonNode call = new ObjectMapper().readTree(CallExport.json(RecordedCall.story()));
        TreeSet<String> fields = new TreeSet<>();
        call.fieldNames().forEachRemaining(fields::add);
        TreeSet<String> named = new TreeSet<>();
        Pages.rows(Pages.text("docs/operate.md")).stream()
                .dropWhile(row -> !row.getFirst().equals("field"))
                .skip(1)
                .takeWhile(row -> row.size() == 2 && row.getFirst().matches("`[a-zA-Z]+`"))
                .forEach(row -> named.add(Pages.plain(row.getFirst())));

        assertThat(named).isEqualTo(fields);
    }

    @Test
    void i7_a_call_in_which_something_was_claimed_that_was_not_so_is_flagged() {
        CallStory lied = live(
                at(0, new JournalEntry.FalseClaim("booked")),
                at(1, new JournalEntry.ClaimCorrected("booked")),
                at(2, new JournalEntry.FalseClaim("moved")));

        assertThat(CallTable.of(List.of(lied), BERLIN, Ink.PLAIN))
                .contains("0!")
                .contains("'call SID' tells more");
        assertThat(CallTable.of(List.of(RecordedCall.story()), BERLIN, Ink.PLAIN))
                .doesNotContain("!");
        assertThat(CallExport.text(lied, BERLIN))
                .contains("claims    2 not so, told to the caller: booked, moved; not corrected in the call")
                .contains("(the agent has claimed what no tool has done: moved)")
                .contains("(the agent has corrected itself: booked)");
        assertThat(CallExport.text(live(at(0, caller("Hello."))), BERLIN)).doesNotContain("claims");
        assertThat(CallExport.json(lied)).contains("\"uncorrectedClaims\" : 1");
    }

    @Test
    void nothing_is_wider_than_100_columns() {
        List<String> lines = new ArrayList<>();
        CallStory worst = new CallStory(
                RecordedCall.CALL,
                Optional.empty(),
                List.of(
                        at(0, caller("xyzzy ".repeat(100))),
                        at(
                                1,
                                new JournalEntry.ToolEnded(
                                        "look_up",
                                        new ToolOutcome.Done("{\"times\":[" + "\"10:45\",".repeat(60)),
                                        Duration.ofMillis(7))),
                        at(2, caller("\uD83D\uDC86".repeat(300))),
                        at(
                                7_200_000,
                                new JournalEntry.Ended(new CallEnding(
                                        EndReason.AGENT_SAID_GOODBYE, Duration.ofHours(4), Duration.ofHours(1))))));
        lines.addAll(CallTable.of(List.of(worst, RecordedCall.story()), BERLIN, Ink.PLAIN)
                .lines()
                .toList());
        lines.addAll(CallExport.text(worst, BERLIN).lines().toList());
        lines.addAll(CallExport.text(RecordedCall.story(), BERLIN).lines().toList());

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(lines).anySatisfy(line -> assertThat(line).hasSizeGreaterThan(90));
        assertThat(String.join(" ", lines).split("xyzzy", -1)).hasSize(101);
        assertThat(String.join("\n", lines).split("\uD83D\uDC86", -1)).hasSize(301);
    }

    @Test
    void no_telephone_number_is_shown_whole_and_none_that_is_withheld() {
        CallStory anonymous = new CallStory(
                RecordedCall.CALL,
                Optional.of(new CallStory.Registered(
                        new PhoneNumber("sip:anna@example.com"),
                        Attestation.FULL,
                        CallState.ANNOUNCED,
                        Optional.empty(),
                        RecordedCall.START)),
                List.of());

        assertThat(CallExport.text(RecordedCall.story(), BERLIN) + CallExport.json(RecordedCall.story()))
                .contains("...42")
                .doesNotContain("4155550142");
        assertThat(CallExport.text(anonymous, BERLIN) + CallExport.json(anonymous))
                .contains("withheld")
                .doesNotContain("anna");
    }

    @Test
    void what_was_said_cannot_move_the_terminal() {
        CallStory call = live(at(0, caller("a\u001B[2Jb\u009B1mc\r\nd\u202Ee\u0007")));

        assertThat(CallExport.text(call, BERLIN))
                .contains("caller:  a [2Jb 1mc  de")
                .matches("[\\x20-\\x7E\\n]*");
        assertThat(CallExport.json(call)).matches("[\\x20-\\x7E\\r\\n]*");
    }

    @Test
    void a_call_that_no_registry_knows_tells_its_state_by_what_was_noted() {
        JournalEntry leaving = new JournalEntry.Leaving(EndReason.CALLER_SILENT);

        assertThat(live().state()).isEqualTo(CallState.ANNOUNCED);
        assertThat(live(at(0, new JournalEntry.LineOpened())).state()).isEqualTo(CallState.LIVE);
        assertThat(live(at(0, leaving)).state()).isEqualTo(CallState.ENDING);
        assertThat(live(at(0, leaving)).reason()).contains(EndReason.CALLER_SILENT);
        assertThat(live(at(0, leaving), at(1, new JournalEntry.FarewellTakenBack()))
                        .state())
                .isEqualTo(CallState.LIVE);
        assertThat(live(at(0, leaving), at(1, new JournalEntry.FarewellTakenBack()))
                        .reason())
                .isEmpty();
        assertThat(RecordedCall.story().ending()).isPresent();
    }

    @Test
    void a_farewell_that_was_not_proven_is_not_called_heard() {
        CallStory call = live(at(0, new JournalEntry.FarewellOver(false)), at(1, new JournalEntry.HangupRequested(1)));

        assertThat(CallExport.text(call, ZoneOffset.UTC))
                .contains("farewell  not proven", "asked for once; it is not noted that the line is down");
        assertThat(CallExport.json(call)).contains("\"farewellHeardWholly\" : false");
        assertThat(CallExport.json(live())).contains("\"farewellHeardWholly\" : null");
    }

    @Test
    void no_calls_are_a_sentence_for_people_and_an_empty_array_for_programs() {
        assertThat(CallTable.of(List.of(), BERLIN, Ink.PLAIN)).isEqualTo("No calls yet.");
        assertThat(CallExport.json(List.of())).isEqualTo("[ ]");
    }
}
