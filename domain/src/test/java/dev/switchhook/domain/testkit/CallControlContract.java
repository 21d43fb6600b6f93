package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
