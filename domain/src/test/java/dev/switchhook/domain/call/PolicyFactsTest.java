package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.CallFacts;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a policy is told about a call, and what becomes of its verdicts.
class PolicyFactsTest {

    private static final Verdict STAY = new Verdict.Stay(Instant.MAX);

    private final List<CallFacts> seen = new ArrayList<>();

    private CallScript talking(HangupPolicy policy) {
        return CallScript.call(facts -> {
                    seen.add(facts);
                    return policy.judge(facts);
                })
                .lineOpens()
                .modelReady()
                .says("greeting", 1000)
                .plays(1000)
                .forget();
    }

    @Test
    void o13_it_knows_the_latest_ten_turns() {
        CallScript call = talking(_ -> STAY);
        IntStream.rangeClosed(1, 12).forEach(turn -> call.callerSaid("turn " + turn));
        assertThat(seen.getLast().turns()).hasSize(10).endsWith(new Turn.Caller("turn 12"));
    }

    @Test
    void o13_it_knows_who_spoke_last_by_the_voices_and_not_by_the_transcripts() {
        CallScript call = talking(_ -> STAY);
        assertThat(seen.getLast().callerSpokeLast()).isFalse();
        call.callerStartsSpeaking();
        assertThat(seen.getLast().callerSpokeLast()).isTrue();
        call.callerStopsSpeaking()
                .replyStarts("r")
                .replySaid("r", "r", "Goodbye.")
                .callerSaid("Bye.");
        assertThat(seen.getLast().callerSpokeLast()).isFalse();
    }

    @Test
    void it_knows_since_when_the_model_is_lost_and_decides_when_that_is_too_long() {
        CallScript call = talking(facts -> facts.modelLostSince()
                        .filter(since -> !facts.now().isBefore(since.plusSeconds(3)))
                        .isPresent()
                ? new Verdict.GiveUp(EndReason.MODEL_LOST)
                : new Verdict.Stay(facts.modelLostSince().orElse(facts.now()).plusSeconds(3)));
        Instant lost = call.now();
        call.modelCloses();
        assertThat(seen.getLast().modelLostSince()).contains(lost);
        call.passes(2999).expectBesideSound("open model").passes(1).expect("stand FAILED", "close model", "close line");
    }

    @Test
    void o2_a_model_that_is_lost_cannot_say_goodbye_so_the_next_one_does() {
        CallScript call = talking(facts -> seen.size() > 1
                                && seen.reversed().stream()
                                        .anyMatch(fact -> fact.modelLostSince().isPresent())
                        ? new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT)
                        : STAY)
                .modelCloses()
                .expect("open model")
                .modelReady()
                .expect("ask for goodbye");
        assertThat(call.notes(JournalEntry.Leaving.class)).hasSize(1);
    }

    @Test
    void o2_while_there_is_no_model_there_is_no_silence_because_nobody_knows_what_the_caller_says() {
        CallScript call = talking(_ -> STAY).passes(5_000);
        assertThat(seen.getLast().quietSince()).isPresent();
        call.modelCloses();
        assertThat(seen.getLast().quietSince()).isEmpty();
        call.modelReady();
        assertThat(seen.getLast().quietSince()).contains(call.now());
    }

    @Test
    void a_warning_is_given_once_when_nobody_speaks() {
        CallScript call = talking(facts -> facts.warned() ? STAY : warnAt(facts, Duration.ofSeconds(30)))
                .callerStartsSpeaking()
                .callerSpeaksFor(Duration.ofSeconds(30))
                .expectNothing();
        assertThat(seen.getLast().warned()).isFalse();
        call.callerStopsSpeaking()
                .says("yes", 500)
                .expectBesideSound("ask for One minute left.")
                .says("warning", 500)
                .plays(1000);
        assertThat(seen.getLast().warned()).isTrue();
        assertThat(call.notes(JournalEntry.Warned.class)).hasSize(1);
    }

    private static Verdict warnAt(CallFacts facts, Duration after) {
        Instant due = facts.openedAt().plus(after);
        return facts.now().isBefore(due) ? new Verdict.Stay(due) : new Verdict.Warn("One minute left.");
    }

    @Test
    void it_is_told_the_first_opening_also_after_an_interruption_and_is_not_asked_meanwhile() {
        CallScript call = talking(_ -> STAY);
        Instant opened = seen.getFirst().openedAt();
        call.lineIsLost();
        int before = seen.size();
        call.passes(1500);
        assertThat(seen).hasSize(before);
        call.lineOpens();
        assertThat(seen.getLast().openedAt()).isEqualTo(opened);
        assertThat(seen.getLast().quietSince()).isEmpty();
    }

    @Test
    void a_policy_that_wants_to_look_again_at_once_keeps_nobody_busy() {
        CallScript call = talking(facts -> new Verdict.Stay(facts.now()));
        assertThat(call.wakeAt()).isAfter(call.now());
    }
}
