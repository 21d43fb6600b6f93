package dev.switchhook.twilio.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.twilio.browser.BrowserLines.End;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// When the line of a browser's call is down.
class BrowserLinesTest {

    private final CallId call = BrowserCallId.fresh(new SecureRandom());
    private final List<CallId> reported = new ArrayList<>();
    private final TreeMap<Instant, List<Runnable>> waiting = new TreeMap<>();
    private Instant now = Instant.EPOCH;
    private final BrowserLines lines = new BrowserLines(() -> now, this::later, (over, _) -> reported.add(over));
    private final BrowserCarrier carrier = new BrowserCarrier(lines, this::later);
    /// A page answers the close frame.
    private final Runnable socket = this::answersClose;

    private void later(Duration after, Runnable what) {
        waiting.computeIfAbsent(now.plus(after), _ -> new ArrayList<>()).add(what);
    }

    private void answersClose() {
        lines.closed(call, socket, End.LOST);
    }

    private void passes(Duration time) {
        Instant until = now.plus(time);
        while (!waiting.isEmpty() && !waiting.firstKey().isAfter(until)) {
            var next = waiting.pollFirstEntry();
            now = next.getKey();
            next.getValue().forEach(Runnable::run);
        }
        now = until;
    }

    @Test
    void an_open_connection_is_a_line_that_is_up() {
        lines.opened(call, socket);
        passes(Duration.ofHours(1));
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        assertThat(reported).isEmpty();
    }

    @Test
    void a_hang_up_closes_the_connection_and_that_is_the_proof() {
        lines.opened(call, socket);
        assertThat(carrier.hangUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
    }

    @Test
    void a_caller_who_says_that_they_leave_is_gone_at_once_and_reported() {
        lines.opened(call, socket);
        lines.closed(call, socket, End.LEFT);
        passes(Duration.ZERO);
        assertThat(reported).containsExactly(call);
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
    }

    @Test
    void a_lost_connection_may_come_back_for_20_s_and_is_down_then() {
        lines.opened(call, socket);
        lines.closed(call, socket, End.LOST);
        passes(Duration.ofMillis(19_999));
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        assertThat(reported).isEmpty();
        passes(Duration.ofMillis(1));
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
        assertThat(reported).containsExactly(call);
    }

    @Test
    void a_caller_who_came_back_in_time_is_not_reported() {
        lines.opened(call, socket);
        lines.closed(call, socket, End.LOST);
        passes(Duration.ofSeconds(10));
        lines.opened(call, () -> {});
        passes(Duration.ofSeconds(60));
        assertThat(reported).isEmpty();
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
    }

    @Test
    void a_new_connection_in_the_place_of_a_half_open_one_keeps_the_line_up() {
        lines.opened(call, socket);
        lines.opened(call, () -> {});
        lines.closed(call, socket, End.LOST);
        passes(Duration.ofSeconds(60));
        assertThat(reported).isEmpty();
    }

    @Test
    void a_stranger_who_is_refused_changes_nothing() {
        lines.opened(call, socket);
        Runnable stranger = () -> {};
        lines.opened(call, stranger);
        lines.closed(call, stranger, End.REFUSED);
        passes(Duration.ofSeconds(60));
        assertThat(reported).isEmpty();
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        lines.closed(call, socket, End.LEFT);
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
    }

    @Test
    void a_call_that_another_process_has_served_is_down_when_nobody_has_come_back_in_20_s() {
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        assertThat(carrier.redirect(call, new AfterStream.AskNow())).isInstanceOf(ControlOutcome.Accepted.class);
        passes(Duration.ofSeconds(20));
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
        assertThat(carrier.redirect(call, new AfterStream.AskNow())).isInstanceOf(ControlOutcome.LineDown.class);
        assertThat(carrier.limit(call, Duration.ofMinutes(1))).isInstanceOf(ControlOutcome.LineDown.class);
    }

    @Test
    void a_redirect_closes_the_connection_so_that_the_page_asks_what_to_do() {
        lines.opened(call, socket);
        assertThat(carrier.redirect(call, new AfterStream.AskNow())).isInstanceOf(ControlOutcome.Accepted.class);
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        passes(BrowserLines.RETURN);
        assertThat(reported).containsExactly(call);
    }

    @Test
    void a_call_at_its_limit_is_ended_and_reported() {
        lines.opened(call, socket);
        assertThat(carrier.limit(call, Duration.ofMinutes(25))).isInstanceOf(ControlOutcome.Accepted.class);
        passes(Duration.ofMinutes(25));
        assertThat(reported).containsExactly(call);
        assertThat(carrier.lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
    }

    @Test
    void ids_of_browser_calls_and_of_twilio_calls_are_never_the_same() {
        assertThat(BrowserCallId.is(call)).isTrue();
        assertThat(BrowserCallId.is(new CallId("CA" + call.value().substring(2))))
                .isFalse();
    }
}
