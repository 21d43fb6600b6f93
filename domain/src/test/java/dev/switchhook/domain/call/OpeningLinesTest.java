package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpeningLinesTest {

    private static final String LINE_WORDS = "This call is answered by a machine.";
    private static final Wish RESUME = Wish.cue("resume");
    private static final ReplyId LINE = new ReplyId("line");
    private static final ReplyId OTHER = new ReplyId("other");

    private final OpeningLines lines = new OpeningLines(new Opening(Wish.cue("greet"), Optional.of(LINE_WORDS)));

    private final Outbox out = new Outbox(CallState.LIVE);

    private static Past past(JournalEntry... entries) {
        Instant then = Instant.parse("2026-11-20T11:59:00Z");
        IncomingCall call =
                new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));
        return Past.of(
                new CallRecord(call, CallState.LIVE, Optional.empty(), Optional.empty(), 1, then, then),
                List.of(entries).stream().map(entry -> new Noted(then, entry)).toList());
    }

    @Test
    void what_another_process_has_disclosed_is_not_said_again() {
        lines.remembers(past(JournalEntry.Disclosed.of(LINE_WORDS, true)));
        assertThat(lines.begin(RESUME, out)).contains(RESUME);
        assertThat(lines.isOwed()).isFalse();
    }

    @Test
    void what_another_process_has_not_disclosed_is_owed_whatever_else_was_said() {
        lines.remembers(
                past(JournalEntry.Disclosed.of(LINE_WORDS, false), JournalEntry.Disclosed.of("Another line.", true)));
        assertThat(lines.begin(RESUME, out)).isEmpty();
        assertThat(lines.isOwed()).isTrue();
    }

    @Test
    void only_the_reply_that_began_for_the_disclosure_is_judged_as_it() {
        lines.begin(RESUME, out);
        lines.take();
        lines.begins(LINE);
        lines.begins(OTHER);
        assertThat(lines.went(OTHER, true, false, 500, out)).isEmpty();
        assertThat(lines.went(LINE, true, false, 1000, out)).contains(RESUME);
    }

    @Test
    void a_disclosure_whose_session_is_gone_is_owed_again() {
        lines.begin(RESUME, out);
        lines.take();
        assertThat(lines.isOwed()).isFalse();
        lines.gone();
        assertThat(lines.isOwed()).isTrue();
    }
}
