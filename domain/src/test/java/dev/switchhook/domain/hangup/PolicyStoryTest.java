package dev.switchhook.domain.hangup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What policies do in calls.
class PolicyStoryTest {

    private static final PhrasePack ENGLISH = PhrasePack.parse("en", """
        [commitments]
        i will hang up
        [farewells]
        goodbye
        [offers]
        if you want
        [goodbyes]
        bye
        """);

    private static final HangupPolicy POLICY = HangupPolicies.firstOf(
            HangupPolicies.afterSilence(Duration.ofSeconds(20)),
            HangupPolicies.whenBothSaidGoodbye(List.of(ENGLISH), Duration.ofSeconds(10)));

    /// Caller and agent have said this, and the agent's words were heard.
    private static CallScript after(String caller, String agent) {
        return CallScript.call(POLICY)
                .lineOpens()
                .modelReady()
                .says("greeting", 2000)
                .plays(2000)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .callerSaid(caller)
                .replyStarts("r1")
                .replySounds("r1", "i1", 1000)
                .replySaid("r1", "i1", agent)
                .replyEnds("r1", ReplyEnd.COMPLETE)
                .plays(1000)
                .forget();
    }

    private static List<EndReason> reasons(CallScript call) {
        return call.notes(JournalEntry.Leaving.class).stream()
                .map(JournalEntry.Leaving::reason)
                .toList();
    }

    @Test
    void o13_when_the_model_announces_the_hang_up_and_calls_no_tool_the_line_goes_down_after_ten_quiet_seconds() {
        CallScript call = after("Thanks, bye.", "I will hang up now.");

        assertThat(reasons(call.passes(9_900))).isEmpty();
        assertThat(reasons(call.passes(200))).containsExactly(EndReason.BOTH_SAID_GOODBYE);

        assertThat(call.did()).contains("hang up").noneMatch(did -> did.startsWith("ask for"));
        call.lineIsLost().carrierSaysDown().expectEnded(EndReason.BOTH_SAID_GOODBYE);
    }

    @Test
    void o13_a_caller_who_speaks_again_stays_on_the_line() {
        CallScript call = after("Thanks, bye.", "I will hang up now.")
                .passes(9_000)
                .callerStartsSpeaking()
                .passes(500)
                .callerStopsSpeaking()
                .callerSaid("Oh, wait.")
                .replyStarts("r2")
                .replySounds("r2", "i2", 1000)
                .replySaid("r2", "i2", "Of course.")
                .replyEnds("r2", ReplyEnd.COMPLETE)
                .plays(1000);

        assertThat(reasons(call.passes(15_000))).isEmpty();
    }

    @Test
    void o13_a_caller_whose_words_nobody_understood_stays_on_the_line_too() {
        CallScript call = after("Thanks, bye.", "I will hang up now.")
                .passes(9_000)
                .callerStartsSpeaking()
                .callerStopsSpeaking();

        assertThat(reasons(call.passes(11_000))).isEmpty();
    }

    @Test
    void a_caller_who_has_not_said_goodbye_is_asked_whether_they_are_there() {
        CallScript call = after("Thanks.", "I will hang up now.").passes(20_100);

        assertThat(reasons(call)).isEmpty();
        assertThat(call.did()).anyMatch(did -> did.startsWith("ask for"));
    }

    @Test
    void the_caller_is_warned_once_before_the_call_is_ended() {
        CallScript call = CallScript.call(
                        HangupPolicies.afterMaxDuration(Duration.ofSeconds(60), Duration.ofSeconds(20), "Hurry."))
                .lineOpens()
                .modelReady()
                .says("greeting", 2000)
                .plays(2000)
                .forget();

        assertThat(call.passes(37_000).notes(JournalEntry.Warned.class)).isEmpty();
        assertThat(call.passes(2_000).notes(JournalEntry.Warned.class)).hasSize(1);
        call.says("warning", 1000).plays(1000);
        assertThat(reasons(call.passes(17_000))).isEmpty();
        assertThat(reasons(call.passes(2_000))).containsExactly(EndReason.TIME_LIMIT);
        assertThat(call.notes(JournalEntry.Warned.class)).hasSize(1);
    }

    @Test
    void a_call_without_a_model_is_given_up_when_the_policy_says_so() {
        CallScript call = CallScript.call(HangupPolicies.afterModelLoss(Duration.ofSeconds(3)))
                .lineOpens()
                .modelReady()
                .says("greeting", 2000)
                .plays(2000)
                .modelCloses();

        assertThat(reasons(call.passes(2_900))).isEmpty();
        assertThat(reasons(call.passes(200))).containsExactly(EndReason.MODEL_LOST);
    }
}
