package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.claim.ClaimPack;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing is claimed that was not done (I7): an agent that says so corrects itself, once, and before it says goodbye.
class CorrectionStoryTest {

    static final Claims CLAIMS = new Claims(List.of(ClaimPack.parse("test", """
        [booked]
        i('ve| have) booked
        [booked stands]
        you('re| are) booked
        [moved]
        i('ve| have) moved
        [doubts]
        not
        """)));

    private static final String DEED = "I've booked it.";
    private static final String STATE = "You're booked for three.";
    private static final ToolOutcome REFUSED = new ToolOutcome.Refused("{}");
    private static final Set<String> BOOKED = Set.of("booked");
    private static final ToolOutcome SHOWING = new ToolOutcome.Refused("{}", BOOKED);
    private static final HangupPolicy SILENCE = HangupPolicies.afterSilence(Duration.ofSeconds(20));

    private static CallScript greeted() {
        return greeted(SILENCE);
    }

    private static CallScript greeted(HangupPolicy policy) {
        return CallScript.call(policy, CallRules.standard().withClaims(CLAIMS))
                .lineOpens()
                .modelReady()
                .says("greeting", 2000)
                .plays(2000)
                .callerStartsSpeaking()
                .callerStopsSpeaking("c1")
                .callerSaid("c1", "Book it.")
                .forget();
    }

    private static CallScript says(CallScript call, String reply, String words) {
        return call.replyStarts(reply)
                .replySounds(reply, reply, 3000)
                .replySaid(reply, reply, words)
                .replyEnds(reply, ReplyEnd.COMPLETE);
    }

    private static CallScript toolAnswers(CallScript call, String id, String tool, ToolOutcome outcome) {
        return call.replyStarts(id)
                .toolWanted(id, id, tool)
                .replyEnds(id, ReplyEnd.COMPLETE)
                .toolAnswers(id, outcome)
                .forget();
    }

    private static CallScript done(CallScript call, String tool) {
        return toolAnswers(call, "t1", tool, new ToolOutcome.Done("{}"));
    }

    private static CallScript callerSays(CallScript call, String item) {
        return call.callerStartsSpeaking().callerStopsSpeaking(item).callerSaid(item, "words");
    }

    private static List<String> falseClaims(CallScript call) {
        return call.notes(JournalEntry.FalseClaim.class).stream()
                .map(JournalEntry.FalseClaim::kind)
                .toList();
    }

    private static List<String> corrected(CallScript call) {
        return call.notes(JournalEntry.ClaimCorrected.class).stream()
                .map(JournalEntry.ClaimCorrected::kind)
                .toList();
    }

    private static void expectNoCorrection(CallScript call) {
        call.forget().plays(3000).passes(3000).expectBesideSound();
        assertThat(falseClaims(call)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEED, STATE})
    void i7_a_claim_that_no_tool_has_made_so_is_corrected_once_when_it_was_heard(String claim) {
        CallScript call = says(greeted(), "r", claim).forget().plays(2900).expectNothing();
        call.plays(100).expect("ask for correction");
        assertThat(falseClaims(call)).containsExactly("booked");
        says(call, "c", "Sorry, it is not booked.")
                .forget()
                .plays(3000)
                .passes(3000)
                .expectBesideSound();
        assertThat(corrected(call)).containsExactly("booked");
        assertThat(falseClaims(call)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEED, STATE})
    void a_claim_that_a_tool_has_made_so_is_true(String claim) {
        expectNoCorrection(says(done(greeted(), "book_appointment"), "r", claim));
    }

    @Test
    void an_assistant_without_any_tool_that_proves_something_is_not_judged() {
        Tool silent = new Tool("book", "Books.", "{}", Duration.ofSeconds(8));
        Proofs none = new Proofs(Toolbox.of(List.of(silent)));
        Corrections corrections = new Corrections(CLAIMS, none, new ToolDesk());
        corrections.sounds(new ItemId("i"));
        corrections.said(new Turn.Agent(new ItemId("i"), DEED), Long.MAX_VALUE);
        assertThat(corrections.mayBeDue()).isFalse();
    }

    @Test
    void what_a_tool_has_refused_was_not_done() {
        says(toolAnswers(greeted(), "t1", "book_appointment", REFUSED), "r", DEED)
                .forget()
                .plays(3000)
                .expect("ask for correction");
    }

    @Test
    void a_refusal_undoes_nothing_that_was_done_before() {
        CallScript call = done(greeted(), "book_appointment");
        says(call, "a", "Done.").plays(3000);
        expectNoCorrection(says(toolAnswers(call, "t2", "book_appointment", REFUSED), "r", DEED));
    }

    @Test
    void o12_while_the_outcome_is_unknown_the_agent_must_not_say_that_it_is_done() {
        CallScript call = done(greeted(), "book_appointment");
        says(call, "a", "Done.").plays(3000);
        toolAnswers(call, "t2", "book_appointment", new ToolOutcome.TimedOut(Duration.ofSeconds(8)));
        says(call, "r", DEED).forget().plays(3000).expect("ask for correction");
        assertThat(call.effects().toString()).contains("left it open");
    }

    @Test
    void a_claim_waits_for_the_tool_that_is_at_work_on_it() {
        CallScript call = greeted()
                .replyStarts("r")
                .replySounds("r", "r", 3000)
                .replySaid("r", "r", DEED)
                .toolWanted("r", "t1", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget();
        call.plays(1900).expectNothing();
        call.toolAnswers("t1");
        expectNoCorrection(says(call, "a", "There you are."));
    }

    @Test
    void a_claim_is_corrected_when_the_tool_that_was_at_work_on_it_fails() {
        CallScript call = greeted()
                .replyStarts("r")
                .replySounds("r", "r", 1500)
                .replySaid("r", "r", DEED)
                .toolWanted("r", "t1", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .plays(1500)
                .forget()
                .toolAnswers("t1", new ToolOutcome.Failed())
                .expect("result of t1: Failed", "ask for continuation");
        says(call, "a", "That did not work.").forget().plays(3000).expect("ask for correction");
    }

    @Test
    void what_was_looked_up_may_be_told_for_a_while_and_proves_no_deed() {
        expectNoCorrection(says(done(greeted(), "find_appointment"), "r", STATE));
        says(done(greeted(), "find_appointment"), "r", DEED)
                .forget()
                .plays(3000)
                .expect("ask for correction");
        CallScript later = done(greeted(), "find_appointment");
        says(later, "a", "Yes.").plays(3000);
        says(callerSays(later, "c2"), "b", "Yes.").plays(3000);
        says(callerSays(later, "c3"), "c", "Yes.").plays(3000);
        says(callerSays(later, "c4"), "d", STATE).forget().plays(3000).expect("ask for correction");
        assertThat(later.effects().toString()).contains("do not deny what a tool has shown");
    }

    private static CallScript shows(ToolOutcome outcome) {
        return toolAnswers(greeted(), "t1", "hold_table", outcome);
    }

    /// No tool of that name proves anything: what counts is what the answer has shown.
    @Test
    void what_an_answer_has_shown_may_be_told_for_a_while_and_proves_no_deed_and_nothing_else() {
        for (ToolOutcome outcome : List.of(SHOWING, new ToolOutcome.Done("{}", Optional.empty(), true, BOOKED))) {
            expectNoCorrection(says(shows(outcome), "r", STATE));
            says(shows(outcome), "r", DEED).forget().plays(3000).expect("ask for correction");
            says(shows(outcome), "r", "I've moved it.").forget().plays(3000).expect("ask for correction");
            CallScript later = shows(outcome);
            says(later, "a", "Yes.").plays(3000);
            says(callerSays(later, "c2"), "b", "Yes.").plays(3000);
            says(callerSays(later, "c3"), "c", "Yes.").plays(3000);
            says(callerSays(later, "c4"), "d", STATE).forget().plays(3000).expect("ask for correction");
        }
    }

    @Test
    void a_claim_that_the_caller_has_cut_off_before_it_could_be_heard_is_none() {
        CallScript call = says(greeted(), "r", DEED).plays(300);
        says(callerSays(call, "c2"), "a", "Yes?");
        expectNoCorrection(call);
    }

    @Test
    void a_claim_that_was_heard_before_the_caller_spoke_is_corrected_after_the_answer() {
        CallScript call = says(greeted(), "r", DEED).plays(1000);
        says(callerSays(call, "c2"), "a", "Yes?").forget().plays(3000).expect("ask for correction");
    }

    @Test
    void words_of_a_reply_that_never_sounded_are_no_claim() {
        CallScript call = greeted().replyStarts("r").callerStartsSpeaking().replySaid("r", "r", DEED);
        call.replyEnds("r", ReplyEnd.INTERRUPTED).callerStopsSpeaking("c2").callerSaid("c2", "words");
        expectNoCorrection(says(call, "a", "Yes?"));
    }

    @Test
    void i7_the_goodbye_waits_until_a_false_claim_is_corrected() {
        CallScript call = greeted()
                .replyStarts("r")
                .replySounds("r", "r", 3000)
                .replySaid("r", "r", DEED + " Goodbye!")
                .forget()
                .hangUpWanted("r", "h1")
                .expect("result of h1: Refused")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .expectBesideSound("ask for correction");
        call.replyStarts("c")
                .replySounds("c", "c", 3000)
                .replySaid("c", "c", "Sorry, it is not booked. Goodbye!")
                .forget()
                .hangUpWanted("c", "h2")
                .expect("result of h2: Done")
                .replyEnds("c", ReplyEnd.COMPLETE)
                .plays(6000)
                .passes(500);
        assertThat(call.did()).contains("hang up");
        assertThat(corrected(call)).containsExactly("booked");
    }

    @Test
    void i7_words_that_come_after_the_wish_to_hang_up_take_the_goodbye_back() {
        CallScript call = greeted()
                .replyStarts("r")
                .replySounds("r", "r", 3000)
                .hangUpWanted("r", "h1")
                .replySaid("r", "r", STATE + " Goodbye!")
                .forget()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .expectBesideSound("ask for correction");
        assertThat(call.phase()).isInstanceOf(CallPhase.Talking.class);
        assertThat(call.notes(JournalEntry.FarewellTakenBack.class)).hasSize(1);
    }

    @Test
    void the_goodbye_waits_for_the_tool_that_is_at_work_on_what_was_claimed() {
        CallScript call = greeted()
                .replyStarts("r")
                .replySounds("r", "r", 1000)
                .replySaid("r", "r", DEED + " Goodbye!")
                .toolWanted("r", "t1", "book_appointment")
                .forget()
                .hangUpWanted("r", "h1")
                .expect("result of h1: Refused")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .toolAnswers("t1")
                .expectBesideSound("result of t1: Done", "ask for continuation");
        call.replyStarts("a")
                .replySounds("a", "a", 1000)
                .forget()
                .hangUpWanted("a", "h2")
                .expect("result of h2: Done");
    }

    @Test
    void at_the_time_limit_the_correction_is_part_of_the_goodbye() {
        CallScript call = greeted(HangupPolicies.afterMaxDuration(Duration.ofSeconds(5)));
        call.passes(1000);
        says(call, "r", DEED).forget().passes(2100);
        assertThat(call.did()).contains("ask for correction and goodbye");
        assertThat(call.notes(JournalEntry.Leaving.class))
                .extracting(JournalEntry.Leaving::reason)
                .containsExactly(EndReason.TIME_LIMIT);
    }

    @Test
    void i1_an_agent_that_never_corrects_itself_does_not_keep_the_call_up() {
        CallScript call = says(greeted(), "r0", DEED).forget();
        for (int i = 1; i <= 3; i++) {
            call.plays(3000).expect("ask for correction");
            says(call, "r" + i, DEED).forget();
        }
        call.plays(3000).passes(2000).expectBesideSound();
        call.replyStarts("b")
                .replySounds("b", "b", 500)
                .forget()
                .hangUpWanted("b", "h")
                .expect("result of h: Done");
    }

    @Test
    void i1_silence_ends_a_call_whose_model_says_nothing_to_the_correction() {
        CallScript call = says(greeted(), "r", DEED).plays(3000);
        call.replyStarts("c").replyEnds("c", ReplyEnd.COMPLETE).passes(Duration.ofMinutes(3));
        assertThat(call.phase()).isNotInstanceOf(CallPhase.Talking.class);
    }

    @Test
    void a_correction_that_was_cut_off_too_early_is_owed_again() {
        CallScript call = says(greeted(), "r", DEED).plays(3000);
        says(call, "c", "Sorry.").plays(500);
        says(callerSays(call, "c2"), "a", "Yes?").forget().plays(3000).expect("ask for correction");
        says(call, "d", "Sorry.").plays(1800);
        says(callerSays(call, "c3"), "b", "Yes?")
                .forget()
                .plays(3000)
                .passes(2000)
                .expectBesideSound();
        assertThat(corrected(call)).containsExactly("booked");
    }

    @Test
    void o1_another_session_makes_good_what_the_lost_one_has_claimed() {
        CallScript call = says(greeted(), "r", DEED)
                .modelCloses()
                .plays(3000)
                .modelReady()
                .forget()
                .says("back", 500)
                .plays(500);
        assertThat(call.did()).contains("ask for correction");
    }

    private static Past past(JournalEntry... entries) {
        Instant at = Instant.parse("2026-11-20T11:59:00Z");
        List<Noted> notes = new ArrayList<>();
        for (JournalEntry entry : entries) {
            notes.add(new Noted(at, entry));
        }
        PhoneNumber number = new PhoneNumber("+15005550006");
        IncomingCall call = new IncomingCall(new CallId("CA1"), number, number);
        return Past.of(new CallRecord(call, CallState.LIVE, Optional.empty(), Optional.empty(), 1, at, at), notes);
    }

    private static JournalEntry agentSaid(String words) {
        return new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), words));
    }

    private static CallScript takenOver(Past past) {
        return CallScript.leftBehind(past, CallRules.standard().withClaims(CLAIMS))
                .lineOpens()
                .modelReady()
                .says("back", 1000)
                .forget()
                .plays(1000)
                .passes(2000);
    }

    @Test
    void what_another_process_has_left_uncorrected_is_corrected() {
        takenOver(past(agentSaid(DEED), new JournalEntry.FalseClaim("booked"))).expect("ask for correction");
        takenOver(past(agentSaid(STATE))).expect("ask for correction");
    }

    @Test
    void what_was_looked_up_in_another_process_may_be_told() {
        JournalEntry found =
                new JournalEntry.ToolEnded("find_appointment", new ToolOutcome.Done("{}"), Duration.ofSeconds(1));
        takenOver(past(found, agentSaid(STATE))).expectNothing();
        takenOver(past(found, agentSaid(DEED))).expect("ask for correction");
        JournalEntry shown = new JournalEntry.ToolEnded("hold_table", SHOWING, Duration.ofSeconds(1));
        takenOver(past(shown, agentSaid(STATE))).expectNothing();
        takenOver(past(shown, agentSaid(DEED))).expect("ask for correction");
    }

    @Test
    void i1_an_agent_that_claims_the_same_in_every_goodbye_does_not_keep_the_call_up() {
        CallScript call = greeted();
        says(call, "a", "Yes?").plays(3000);
        int farewells = 0;
        for (int i = 0;
                i < 600
                        && !(call.phase() instanceof CallPhase.Ended)
                        && !call.did().contains("hang up");
                i++) {
            call.forget().passes(1000);
            String asked = String.join(" ", call.did());
            if (asked.contains("goodbye")) {
                farewells++;
                says(call, "f" + i, "Goodbye! " + STATE).plays(3000);
            } else if (asked.contains("correction")) {
                says(call, "c" + i, "Sorry, it is not booked.").plays(3000);
            } else if (asked.contains("ask for")) {
                says(call, "o" + i, "Are you there?").plays(3000);
            }
        }
        assertThat(call.did()).contains("hang up");
        assertThat(farewells).isBetween(2, 5);
    }

    @Test
    void a_false_claim_in_a_reply_that_was_cut_off_before_it_is_not_corrected() {
        CallScript call = greeted()
                .replyStarts("r")
                .replySounds("r", "r", 3000)
                .replySaid("r", "r", "Let me see, one moment please, so that I find it. " + DEED + " Goodbye!")
                .hangUpWanted("r", "h1")
                .plays(300)
                .callerStartsSpeaking()
                .replyEnds("r", ReplyEnd.INTERRUPTED)
                .callerStopsSpeaking("c2")
                .callerSaid("c2", "Wait!");
        says(call, "a", "Yes?").forget().plays(3000).passes(3000).expectBesideSound();
    }

    @Test
    void what_was_done_or_corrected_in_another_process_is_so_here() {
        JournalEntry done =
                new JournalEntry.ToolEnded("book_appointment", new ToolOutcome.Done("{}"), Duration.ofSeconds(1));
        takenOver(past(done, agentSaid(DEED))).expectNothing();
        takenOver(past(
                        agentSaid(DEED),
                        new JournalEntry.FalseClaim("booked"),
                        agentSaid("Sorry."),
                        new JournalEntry.ClaimCorrected("booked")))
                .expectNothing();
    }
}
