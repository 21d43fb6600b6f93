package dev.switchhook.domain.hangup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HangupPoliciesTest {

    private static final Instant OPENED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static CallFacts active(long seconds) {
        return new CallFacts(
                OPENED.plusSeconds(seconds), OPENED, Optional.empty(), 0, false, List.of(), false, Optional.empty());
    }

    private static CallFacts quiet(long seconds, long since, int asked) {
        return new CallFacts(
                OPENED.plusSeconds(seconds),
                OPENED,
                Optional.of(OPENED.plusSeconds(since)),
                asked,
                false,
                List.of(),
                false,
                Optional.empty());
    }

    private static CallFacts warned(long seconds) {
        return new CallFacts(
                OPENED.plusSeconds(seconds), OPENED, Optional.empty(), 0, true, List.of(), false, Optional.empty());
    }

    private static CallFacts withoutModel(long seconds, long since) {
        return new CallFacts(
                OPENED.plusSeconds(seconds),
                OPENED,
                Optional.empty(),
                0,
                false,
                List.of(),
                false,
                Optional.of(OPENED.plusSeconds(since)));
    }

    @Test
    void a_call_may_last_up_to_the_limit_and_not_longer() {
        HangupPolicy policy = HangupPolicies.afterMaxDuration(Duration.ofMinutes(10));
        assertThat(policy.judge(active(599))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(600)));
        assertThat(policy.judge(active(600))).isEqualTo(new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT));
    }

    @Test
    void the_caller_is_warned_once_before_the_end() {
        HangupPolicy policy = HangupPolicies.afterMaxDuration(Duration.ofMinutes(10), Duration.ofMinutes(1));
        assertThat(policy.judge(active(539))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(540)));
        assertThat(policy.judge(active(540)))
                .isInstanceOfSatisfying(
                        Verdict.Warn.class, warn -> assertThat(warn.cue()).contains("has to end in 60 seconds"));
        assertThat(policy.judge(warned(540))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(600)));
        assertThat(policy.judge(warned(600))).isEqualTo(new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT));
    }

    @Test
    void the_words_of_the_warning_can_be_chosen_and_name_minutes_when_there_are_some() {
        Duration longest = Duration.ofMinutes(10);
        Duration before = Duration.ofMinutes(2);
        assertThat(HangupPolicies.afterMaxDuration(longest, before, "Hurry.").judge(active(599)))
                .isEqualTo(new Verdict.Warn("Hurry."));
        assertThat(HangupPolicies.afterMaxDuration(longest, before).judge(active(480)))
                .asString()
                .contains("has to end in 2 minutes");
    }

    @Test
    void a_call_that_may_not_be_longer_than_its_warning_gets_none() {
        HangupPolicy policy = HangupPolicies.afterMaxDuration(Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(policy.judge(active(0))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(60)));
        assertThat(policy.judge(active(60))).isEqualTo(new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT));
    }

    @Test
    void a_call_without_a_model_is_given_up_after_a_while() {
        HangupPolicy policy = HangupPolicies.afterModelLoss(Duration.ofSeconds(8));
        assertThat(policy.judge(active(5))).isEqualTo(new Verdict.Stay(Instant.MAX));
        assertThat(policy.judge(withoutModel(17, 10))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(18)));
        assertThat(policy.judge(withoutModel(18, 10))).isEqualTo(new Verdict.GiveUp(EndReason.MODEL_LOST));
    }

    @Test
    void a_call_without_a_model_is_given_up_at_once_when_that_is_wished() {
        assertThat(HangupPolicies.afterModelLoss(Duration.ZERO).judge(withoutModel(10, 10)))
                .isEqualTo(new Verdict.GiveUp(EndReason.MODEL_LOST));
    }

    @Test
    void nobody_is_asked_while_somebody_is_active() {
        assertThat(HangupPolicies.afterSilence(PATIENCE).judge(active(5)))
                .isEqualTo(new Verdict.Stay(OPENED.plusSeconds(25)));
    }

    @Test
    void silence_is_met_with_a_question_first_and_a_goodbye_second() {
        HangupPolicy policy = HangupPolicies.afterSilence(PATIENCE);
        assertThat(policy.judge(quiet(29, 10, 0))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(30)));
        assertThat(policy.judge(quiet(30, 10, 0))).isEqualTo(new Verdict.AskWhetherPresent());
        assertThat(policy.judge(quiet(55, 36, 1))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(56)));
        assertThat(policy.judge(quiet(56, 36, 1))).isEqualTo(new Verdict.SayGoodbyeThenHangUp(EndReason.CALLER_SILENT));
    }

    @Test
    void of_several_policies_the_first_that_wants_to_act_decides() {
        HangupPolicy policy = HangupPolicies.firstOf(
                HangupPolicies.afterMaxDuration(Duration.ofSeconds(30)), HangupPolicies.afterSilence(PATIENCE));
        assertThat(policy.judge(quiet(40, 0, 0))).isEqualTo(new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT));
        assertThat(policy.judge(quiet(20, 0, 0))).isEqualTo(new Verdict.AskWhetherPresent());
    }

    @Test
    void when_all_want_to_stay_the_earliest_look_counts() {
        HangupPolicy policy = HangupPolicies.firstOf(
                HangupPolicies.afterMaxDuration(Duration.ofSeconds(30)), HangupPolicies.afterSilence(PATIENCE));
        assertThat(policy.judge(quiet(15, 5, 0))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(25)));
        assertThat(policy.judge(active(15))).isEqualTo(new Verdict.Stay(OPENED.plusSeconds(30)));
    }

    @Test
    void no_policy_at_all_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HangupPolicies.firstOf());
    }

    @Test
    void every_ending_has_somebody_who_decided_it_and_a_blame() {
        assertThat(EndReason.values()).allSatisfy(reason -> {
            boolean fault = reason.decidedBy() == EndReason.Decider.FAULT;
            assertThat(fault && reason.blame() == Blame.NOBODY).isFalse();
        });
        assertThat(new CallEnding(EndReason.MODEL_LOST, Duration.ZERO, Duration.ZERO).blame())
                .isEqualTo(Blame.PROVIDER);
    }
}
