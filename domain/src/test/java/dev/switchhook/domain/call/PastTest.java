package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolDeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastTest {

    private static final Instant AT = Instant.parse("2026-11-20T11:58:00Z");

    private static final Past NOTED = new Past(
            CallState.LIVE,
            Optional.empty(),
            AT,
            List.of(),
            List.of(new Past.Done("book_appointment", "{\"code\":\"K7\"}")),
            Past.Leave.since(AT));

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

    private static Past.Leave leave(JournalEntry... entries) {
        return past(CallState.ENDING, entries).leave();
    }

    private static Past past(CallState state, JournalEntry... entries) {
        IncomingCall call =
                new IncomingCall(new CallId("CA1"), new PhoneNumber("+15005550006"), new PhoneNumber("+15005550006"));
        CallRecord record = new CallRecord(call, state, Optional.empty(), Optional.empty(), 1, AT, AT.plusSeconds(100));
        List<Noted> notes = new ArrayList<>();
        for (JournalEntry entry : entries) {
            notes.add(new Noted(AT.plusSeconds(notes.size()), entry));
        }
        return Past.of(record, notes);
    }

    @Test
    void i2_a_call_whose_caller_was_told_the_apology_has_failed_even_when_that_could_not_be_recorded() {
        JournalEntry leaving = new JournalEntry.Leaving(EndReason.MODEL_LOST);
        JournalEntry apologised = new JournalEntry.Apologised();
        Past told = past(CallState.LIVE, leaving, apologised);
        assertThat(told.state()).isEqualTo(CallState.FAILED);
        assertThat(told.reason()).contains(EndReason.MODEL_LOST);
        assertThat(past(CallState.LIVE, leaving).state()).isEqualTo(CallState.LIVE);
        assertThat(past(CallState.LIVE, leaving, apologised, new JournalEntry.LineResumed(Duration.ZERO))
                        .state())
                .isEqualTo(CallState.LIVE);
    }

    @Test
    void r1_an_ending_counts_from_the_farewell_or_from_the_decision_or_from_the_record() {
        JournalEntry leaving = new JournalEntry.Leaving(EndReason.AGENT_SAID_GOODBYE);
        JournalEntry farewell = new JournalEntry.FarewellOver(true);
        JournalEntry request = new JournalEntry.HangupRequested(1);
        assertThat(leave(leaving, farewell, request, request, new JournalEntry.EndingOverdue(Duration.ofSeconds(30))))
                .isEqualTo(new Past.Leave(AT.plusSeconds(1), false, 2, true));
        assertThat(leave(leaving, request)).isEqualTo(new Past.Leave(AT, false, 1, false));
        assertThat(leave()).isEqualTo(Past.Leave.since(AT.plusSeconds(100)));
        assertThat(leave(leaving, farewell, new JournalEntry.FarewellTakenBack()))
                .isEqualTo(Past.Leave.since(AT.plusSeconds(100)));
    }

    @Test
    void o1_an_ending_after_an_apology_counts_from_its_first_request() {
        JournalEntry leaving = new JournalEntry.Leaving(EndReason.MODEL_LOST);
        JournalEntry apologised = new JournalEntry.Apologised();
        JournalEntry request = new JournalEntry.HangupRequested(1);
        assertThat(leave(leaving, apologised)).isEqualTo(new Past.Leave(AT, true, 0, false));
        assertThat(leave(leaving, apologised, request, request))
                .isEqualTo(new Past.Leave(AT.plusSeconds(2), true, 2, false));
    }
}
