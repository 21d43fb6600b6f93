package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Turn;
import dev.switchhook.domain.turn.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpeningLinesTest {

    private static final Wish RESUME = Wish.cue("resume");
    private static final ReplyId LINE = new ReplyId("line");
    private static final ReplyId OTHER = new ReplyId("other");

    private final OpeningLines lines =
            new OpeningLines(new Opening(Wish.cue("greet"), Optional.of("This call is answered by a machine.")));

    private static Past past(Turn... turns) {
        Instant then = Instant.parse("2026-11-20T11:59:00Z");
        return new Past(
                CallState.LIVE,
                Optional.empty(),
                then,
                List.of(turns),
                List.of(),
                new Past.Leave(then, false, 0, false));
    }

    @Test
    void what_another_process_has_disclosed_is_not_said_again() {
        lines.remembers(past(new Turn.Agent(new ItemId("d"), "this call is answered by a machine")));
        assertThat(lines.begin(RESUME)).contains(RESUME);
        assertThat(lines.isOwed()).isFalse();
    }

    @Test
    void what_another_process_has_not_disclosed_is_owed_whatever_else_was_said() {
        lines.remembers(
                past(new Turn.Caller("This call is answered by a machine."), new Turn.Agent(new ItemId("a"), "Yes.")));
        assertThat(lines.begin(RESUME)).isEmpty();
        assertThat(lines.isOwed()).isTrue();
    }

    @Test
    void only_the_reply_that_began_for_the_disclosure_is_judged_as_it() {
        lines.begin(RESUME);
        lines.take();
        lines.begins(LINE);
        lines.begins(OTHER);
        assertThat(lines.went(OTHER, true, false)).isEmpty();
        assertThat(lines.went(LINE, true, false)).contains(RESUME);
    }

    @Test
    void a_disclosure_whose_session_is_gone_is_owed_again() {
        lines.begin(RESUME);
        lines.take();
        assertThat(lines.isOwed()).isFalse();
        lines.gone();
        assertThat(lines.isOwed()).isTrue();
    }
}
