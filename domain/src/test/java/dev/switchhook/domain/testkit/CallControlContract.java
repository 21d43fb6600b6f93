package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.StreamTicket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every adapter of call control promises. An adapter's test extends this class and brings a carrier that can
/// misbehave.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class CallControlContract {

    private static final Duration LONGEST = Duration.ofSeconds(6);

    /// How the carrier answers every request.
    public enum Mood {
        /// As it should.
        WELL,
        /// With status 500, nothing done.
        BROKEN,
        /// With status 503, nothing done.
        UNAVAILABLE,
        /// With status 429, nothing done.
        TOO_BUSY,
        /// With status 401, nothing done.
        UNAUTHORISED,
        /// With status 404, although the call may live elsewhere.
        NOT_FOUND,
        /// It takes the request, does what it says, and never answers.
        APPLIES_AND_HANGS,
        /// It cannot be reached: nothing listens.
        UNREACHABLE
    }

    /// A carrier and the control under test, pointed at it.
    public interface Bench extends AutoCloseable {

        /// The control under test.
        CallControl control();

        /// A call that is being talked in, according to the carrier.
        CallId liveCall();

        /// A call that was over before we asked, according to the carrier.
        CallId endedCall();

        /// From now on the carrier is in that mood.
        void carrierIs(Mood mood);

        /// Whether the carrier's own record says that this call is over.
        boolean isOver(CallId call);

        /// What the carrier was last told to do with this call instead of what it did, as the carrier understood it.
        Optional<AfterStream> instruction(CallId call);

        /// After how long the carrier ends this call by itself, if it was told so.
        Optional<Duration> limit(CallId call);

        /// How many requests have reached the carrier so far, whatever it answered.
        int requests();

        /// Takes the carrier down.
        @Override
        void close();
    }

    /// A carrier that is well.
    protected abstract Bench bench();

    @Test
    void a_live_call_is_ended_and_the_carriers_record_says_so() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            assertThat(bench.isOver(call)).isFalse();
            assertThat(bench.control().hangUp(call))
                    .isInstanceOfAny(ControlOutcome.LineDown.class, ControlOutcome.Accepted.class);
            assertThat(bench.isOver(call)).isTrue();
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
        }
    }

    @Test
    void ending_one_call_leaves_another_alone() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            CallId other = bench.liveCall();
            bench.control().hangUp(call);
            assertThat(bench.isOver(other)).isFalse();
        }
    }

    @Test
    void hanging_up_a_call_that_is_over_finds_the_line_down() {
        try (Bench bench = bench()) {
            assertThat(bench.control().hangUp(bench.endedCall())).isInstanceOf(ControlOutcome.LineDown.class);
        }
    }

    @Test
    void asking_twice_is_harmless() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.control().hangUp(call);
            assertThat(bench.control().hangUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
            assertThat(bench.isOver(call)).isTrue();
        }
    }

    @Test
    void looking_up_tells_a_live_call_from_one_that_is_over_and_ends_neither() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
            assertThat(bench.isOver(call)).isFalse();
            assertThat(bench.control().lookUp(bench.endedCall())).isInstanceOf(ControlOutcome.LineDown.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BROKEN", "UNAVAILABLE", "TOO_BUSY", "UNAUTHORISED"})
    void r1_r2_r5_an_attempt_that_fails_proves_nothing_and_is_made_once(Mood mood) {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(mood);
            int before = bench.requests();
            assertThat(bench.control().hangUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.requests() - before).isEqualTo(1);
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.requests() - before).isEqualTo(2);
            assertThat(bench.isOver(call)).isFalse();
        }
    }

    @Test
    void r4_a_call_that_is_not_found_is_not_proven_to_be_over() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.NOT_FOUND);
            assertThat(bench.control().hangUp(call))
                    .isNotInstanceOfAny(ControlOutcome.LineDown.class, ControlOutcome.Accepted.class);
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
        }
    }

    @Test
    void r3_an_attempt_without_an_answer_ends_within_6_seconds_and_the_next_one_finds_the_proof() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.APPLIES_AND_HANGS);
            long from = System.nanoTime();
            assertThat(bench.control().hangUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(LONGEST);
            bench.carrierIs(Mood.WELL);
            assertThat(bench.control().hangUp(call)).isInstanceOf(ControlOutcome.LineDown.class);
        }
    }

    @Test
    void a_look_up_without_an_answer_ends_within_6_seconds() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.APPLIES_AND_HANGS);
            long from = System.nanoTime();
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(LONGEST);
        }
    }

    @Test
    void an_unreachable_carrier_proves_nothing_and_throws_nothing() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.UNREACHABLE);
            long from = System.nanoTime();
            assertThat(bench.control().hangUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(LONGEST.multipliedBy(2));
        }
    }

    static List<AfterStream> instructions() {
        StreamTicket ticket = new StreamTicket("0123456789abcdefghijklmnopqrstuvwxyzABCDE-_");
        PhoneNumber desk = new PhoneNumber("+4930999999");
        return List.of(
                new AfterStream.HangUp(),
                new AfterStream.Reconnect(ticket, Optional.empty()),
                new AfterStream.Reconnect(ticket, Optional.of("One moment <please> & \"thank you\".")),
                new AfterStream.Apologise("We're sorry.", Optional.empty()),
                new AfterStream.Apologise("We're sorry.", Optional.of(desk)),
                new AfterStream.AskAgain("One moment, please."),
                new AfterStream.AskNow());
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void a_redirected_call_does_what_it_was_told_and_no_other_call_does(AfterStream instruction) {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            CallId other = bench.liveCall();
            assertThat(bench.control().redirect(call, instruction)).isInstanceOf(ControlOutcome.Accepted.class);
            assertThat(bench.instruction(call)).contains(instruction);
            assertThat(bench.instruction(other)).isEmpty();
            assertThat(bench.isOver(other)).isFalse();
        }
    }

    @Test
    void the_last_of_two_redirects_holds() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.control().redirect(call, instructions().get(1));
            bench.control().redirect(call, instructions().get(4));
            assertThat(bench.instruction(call)).contains(instructions().get(4));
        }
    }

    @Test
    void a_limited_call_lives_on_until_its_time_has_come() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            assertThat(bench.control().limit(call, Duration.ofMinutes(21))).isInstanceOf(ControlOutcome.Accepted.class);
            assertThat(bench.limit(call)).contains(Duration.ofMinutes(21));
            assertThat(bench.isOver(call)).isFalse();
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        }
    }

    @Test
    void r6_redirecting_or_limiting_a_call_that_is_over_finds_the_line_down() {
        try (Bench bench = bench()) {
            CallId call = bench.endedCall();
            assertThat(bench.control().redirect(call, instructions().get(1)))
                    .isInstanceOf(ControlOutcome.LineDown.class);
            assertThat(bench.control().limit(call, Duration.ofMinutes(21))).isInstanceOf(ControlOutcome.LineDown.class);
            assertThat(bench.instruction(call)).isEmpty();
            assertThat(bench.limit(call)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"BROKEN", "UNAVAILABLE", "TOO_BUSY", "UNAUTHORISED"})
    void r1_r2_r5_a_redirect_or_limit_that_fails_is_made_once_at_most_and_changes_nothing(Mood mood) {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(mood);
            int before = bench.requests();
            assertThat(bench.control().redirect(call, instructions().get(1)))
                    .isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.requests() - before).isEqualTo(1);
            assertThat(bench.control().limit(call, Duration.ofMinutes(21))).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.requests() - before).isLessThanOrEqualTo(2);
            assertThat(bench.instruction(call)).isEmpty();
            assertThat(bench.limit(call)).isEmpty();
            assertThat(bench.isOver(call)).isFalse();
        }
    }

    @Test
    void r2_a_hang_up_reaches_a_carrier_that_is_too_busy_for_everything_else() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.TOO_BUSY);
            bench.control().redirect(call, instructions().get(1));
            bench.control().limit(call, Duration.ofMinutes(21));
            bench.carrierIs(Mood.WELL);
            bench.control().hangUp(call);
            assertThat(bench.isOver(call)).isTrue();
        }
    }

    @Test
    void r4_a_redirect_or_limit_of_a_call_that_is_not_found_proves_nothing() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.NOT_FOUND);
            assertThat(bench.control().redirect(call, instructions().get(1)))
                    .isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.control().limit(call, Duration.ofMinutes(21))).isInstanceOf(ControlOutcome.Unknown.class);
        }
    }

    @Test
    void r3_a_redirect_without_an_answer_ends_within_6_seconds_and_may_have_been_done() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.APPLIES_AND_HANGS);
            long from = System.nanoTime();
            assertThat(bench.control().redirect(call, instructions().get(1)))
                    .isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(LONGEST);
            assertThat(bench.instruction(call)).contains(instructions().get(1));
            bench.carrierIs(Mood.WELL);
            assertThat(bench.control().lookUp(call)).isInstanceOf(ControlOutcome.StillUp.class);
        }
    }

    @Test
    void a_redirect_or_limit_at_an_unreachable_carrier_proves_nothing_and_throws_nothing() {
        try (Bench bench = bench()) {
            CallId call = bench.liveCall();
            bench.carrierIs(Mood.UNREACHABLE);
            assertThat(bench.control().redirect(call, instructions().get(1)))
                    .isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(bench.control().limit(call, Duration.ofMinutes(21))).isInstanceOf(ControlOutcome.Unknown.class);
        }
    }
}
