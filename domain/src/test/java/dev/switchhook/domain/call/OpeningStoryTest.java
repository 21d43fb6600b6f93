package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.recording.TapeOrder;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.turn.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Lines that are said word for word, and lines that the caller cannot break off.
class OpeningStoryTest {

    private static final Opening EXACT = new Opening(new Wish("Good day.", true, true), Optional.empty());
    private static final Opening GUARDED = new Opening(new Wish("Good day.", true, false), Optional.empty());
    private static final Opening DISCLOSED =
            new Opening(Wish.cue(CallScript.GREETING), Optional.of("This call is answered by a machine."));

    private static CallScript begun(Opening opening) {
        return CallScript.opening(opening).lineOpens().forget().modelReady();
    }

    @Test
    void an_exact_greeting_is_said_exactly_and_can_be_broken_off() {
        begun(EXACT)
                .expect("say exactly: Good day.")
                .replyStarts("g")
                .replySounds("g", "g", 2000)
                .plays(600)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: g heard 600 ms");
    }

    @Test
    void a_line_that_cannot_be_broken_off_plays_on_and_the_caller_is_answered_after_it() {
        begun(GUARDED)
                .expect("say exactly: Good day.")
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .expectNothing()
                .replyStarts("g")
                .replySounds("g", "g", 2000)
                .plays(600)
                .forget()
                .callerStartsSpeaking()
                .callerSounds(20)
                .expect("hear 20 ms")
                .callerStopsSpeaking()
                .replyEnds("g", ReplyEnd.COMPLETE)
                .forget()
                .plays(600)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .expectNothing()
                .plays(800)
                .says("answer", 1000)
                .callerSounds(20)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: answer heard 0 ms");
    }

    @Test
    void keys_do_not_break_it_off_either() {
        begun(GUARDED)
                .replyStarts("g")
                .replySounds("g", "g", 2000)
                .forget()
                .callerPresses('1')
                .expectNothing();
    }

    @Test
    void a_guarded_line_whose_marks_are_lost_holds_the_floor_no_longer_than_it_plays() {
        begun(GUARDED)
                .says("g", 2000)
                .passes(3600)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: g heard 200 ms");
    }

    @Test
    void the_disclosure_is_said_before_the_greeting() {
        begun(DISCLOSED)
                .expect("say exactly: This call is answered by a machine.")
                .says("d", 1000)
                .expectBesideSound("ask for greeting")
                .callerStartsSpeaking()
                .expectNothing();
    }

    @Test
    void a_disclosure_that_was_not_said_to_its_end_is_said_again_three_times_at_most() {
        begun(DISCLOSED)
                .expect("say exactly: This call is answered by a machine.")
                .replyStarts("d1")
                .replySounds("d1", "d1", 300)
                .replyEnds("d1", ReplyEnd.INTERRUPTED)
                .expectBesideSound("say exactly: This call is answered by a machine.")
                .replyStarts("d2")
                .replyEnds("d2", ReplyEnd.FAILED)
                .expectBesideSound("say exactly: This call is answered by a machine.")
                .replyStarts("d3")
                .replyEnds("d3", ReplyEnd.INCOMPLETE)
                .expectBesideSound("ask for greeting");
    }

    @Test
    void a_disclosure_that_the_line_took_away_is_said_again() {
        begun(DISCLOSED)
                .replyStarts("d")
                .replySounds("d", "d", 1000)
                .lineIsLost()
                .replyEnds("d", ReplyEnd.INTERRUPTED)
                .forget()
                .lineOpens()
                .expect("say exactly: This call is answered by a machine.");
    }

    private static final String TOLD = "This call is answered by a machine, and recorded.";
    private static final Opening RECORDED = new Opening(Wish.cue(CallScript.GREETING), Optional.of(TOLD), true);

    @Test
    void it_is_noted_when_the_caller_has_heard_the_last_word_of_the_disclosure_and_not_before() {
        CallScript call = begun(DISCLOSED)
                .replyStarts("d")
                .replySounds("d", "d", 1000)
                .replyEnds("d", ReplyEnd.COMPLETE)
                .plays(900);
        assertThat(call.notes(JournalEntry.Disclosed.class)).isEmpty();
        call.plays(100);
        assertThat(call.notes(JournalEntry.Disclosed.class))
                .containsExactly(JournalEntry.Disclosed.of("This call is answered by a machine.", true));
    }

    @Test
    void the_recording_begins_with_the_first_sound_of_the_disclosure_and_is_kept_once_that_was_heard() {
        begun(RECORDED)
                .expect("say exactly: " + TOLD)
                .replyStarts("d")
                .expectNothing()
                .replySounds("d", "d", 20)
                .expect("tape BEGIN", "play 20 ms")
                .replySounds("d", "d", 180)
                .replyEnds("d", ReplyEnd.COMPLETE)
                .forget()
                .plays(200)
                .expect("tape KEEP");
    }

    @Test
    void what_was_recorded_is_given_up_when_the_line_is_lost_before_the_disclosure_was_heard_and_begins_anew() {
        CallScript call = begun(RECORDED)
                .replyStarts("d")
                .replySounds("d", "d", 1000)
                .replyEnds("d", ReplyEnd.COMPLETE)
                .plays(900)
                .forget()
                .lineIsLost();
        assertThat(call.did()).contains("tape DISCARD");
        assertThat(call.notes(JournalEntry.Disclosed.class)).containsExactly(JournalEntry.Disclosed.of(TOLD, false));
        call.forget().lineOpens();
        assertThat(call.did()).contains("say exactly: " + TOLD);
        call.replyStarts("again").forget().replySounds("again", "again", 20).expect("tape BEGIN", "play 20 ms");
    }

    @Test
    void a_model_that_cannot_say_the_disclosure_is_not_recorded() {
        CallScript call = begun(RECORDED);
        for (String reply : new String[] {"d1", "d2", "d3"}) {
            call.replyStarts(reply).replySounds(reply, reply, 100).replyEnds(reply, ReplyEnd.INTERRUPTED);
        }
        assertThat(call.did()).filteredOn(it -> it.startsWith("tape")).containsExactly("tape BEGIN", "tape DISCARD");
        assertThat(call.notes(JournalEntry.Disclosed.class)).containsExactly(JournalEntry.Disclosed.of(TOLD, false));
    }

    @Test
    void nothing_that_the_model_says_by_itself_is_heard_before_the_disclosure() {
        begun(DISCLOSED)
                .replyStarts("d")
                .replySounds("d", "d", 300)
                .callerStartsSpeaking()
                .replyEnds("d", ReplyEnd.FAILED)
                .forget()
                .replyStarts("own")
                .expect("stop reply ourselves")
                .replySounds("own", "own", 500)
                .expectNothing();
    }

    @Test
    void a_call_that_was_disclosed_by_another_process_is_recorded_from_the_first_moment() {
        Instant then = Instant.parse("2026-11-20T11:59:00Z");
        Past past = new Past(
                CallState.LIVE,
                Optional.empty(),
                then,
                List.of(),
                List.of(),
                Past.Leave.since(then),
                Past.Untrue.NOTHING,
                Set.of(),
                Set.of(JournalEntry.Disclosed.version(TOLD)));
        OpeningLines lines = new OpeningLines(RECORDED);
        lines.remembers(past);
        Outbox out = new Outbox(CallState.LIVE);

        assertThat(lines.begin(Wish.cue("resume"), out)).isPresent();
        assertThat(lines.begin(Wish.cue("resume"), out)).isPresent();

        assertThat(out.step(then).effects())
                .containsExactly(new CallEffect.ToTape(TapeOrder.BEGIN), new CallEffect.ToTape(TapeOrder.KEEP));
    }

    @Test
    void a_recording_that_is_not_disclosed_cannot_be_asked_for() {
        assertThatThrownBy(() -> new Opening(Wish.cue("greet"), Optional.empty(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void another_text_has_another_version() {
        assertThat(JournalEntry.Disclosed.version("a")).hasSize(16).isNotEqualTo(JournalEntry.Disclosed.version("b"));
        assertThat(JournalEntry.Disclosed.version("a")).isEqualTo("af63dc4c8601ec8c");
    }

    @Test
    void a_greeting_is_not_said_after_the_caller_was_answered() {
        begun(DISCLOSED)
                .replyStarts("d")
                .replySounds("d", "d", 1000)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyEnds("d", ReplyEnd.COMPLETE)
                .forget()
                .says("answer", 500)
                .plays(1500)
                .passes(3000)
                .expectBesideSound();
    }

    @Test
    void how_long_the_caller_waits_for_the_greeting_and_for_each_answer_is_noted() {
        CallScript call = CallScript.call()
                .lineOpens()
                .passes(100)
                .modelReady()
                .passes(200)
                .says("greeting", 1000)
                .passes(40)
                .plays(1000);
        assertThat(call.notes(JournalEntry.Greeted.class))
                .containsExactly(new JournalEntry.Greeted(Duration.ofMillis(300), Duration.ofMillis(40)));
        call.callerStartsSpeaking()
                .callerStopsSpeaking()
                .passes(250)
                .replyStarts("r")
                .replySounds("r", "r", 500)
                .passes(30)
                .plays(500)
                .replySounds("r", "r", 500)
                .plays(500);
        assertThat(call.notes(JournalEntry.Answered.class))
                .containsExactly(new JournalEntry.Answered(Duration.ofMillis(250), Duration.ofMillis(30)));
    }

    @Test
    void a_filler_is_no_answer_and_an_answer_that_is_broken_off_unheard_is_not_noted() {
        CallScript call = CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyStarts("r")
                .toolWanted("r", "t", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .passes(2000)
                .says("filler", 500)
                .plays(500)
                .passes(500)
                .toolAnswers("t")
                .says("answer", 1000)
                .plays(1000);
        assertThat(call.notes(JournalEntry.Answered.class))
                .containsExactly(new JournalEntry.Answered(Duration.ofSeconds(3), Duration.ZERO));
        call.callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyStarts("cut")
                .replySounds("cut", "cut", 1000)
                .callerStartsSpeaking()
                .allMarksReturn()
                .replyEnds("cut", ReplyEnd.INTERRUPTED);
        assertThat(call.notes(JournalEntry.Answered.class)).hasSize(1);
    }

    @Test
    void a_guarded_greeting_that_failed_waits_without_a_wake_up_while_the_caller_speaks() {
        CallScript call = begun(GUARDED)
                .replyStarts("g")
                .replySounds("g", "g", 3000)
                .replyEnds("g", ReplyEnd.FAILED)
                .callerStartsSpeaking();
        Instant later = call.now().plusMillis(700);
        Step step = call.machine().on(new CallEvent.DeadlineReached(), later);
        assertThat(step.wakeAt()).isAfter(later.plusSeconds(1));
    }

    @Test
    void a_disclosure_that_does_not_come_is_asked_for_once_more_word_for_word() {
        begun(DISCLOSED)
                .expect("say exactly: This call is answered by a machine.")
                .passes(6500)
                .expectBesideSound("say exactly: This call is answered by a machine.")
                .says("d", 1000)
                .expectBesideSound("stop playing", "ask for greeting");
    }

    @Test
    void a_disclosure_that_failed_while_an_answer_follows_is_said_before_the_answer() {
        begun(DISCLOSED)
                .replyStarts("d")
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyEnds("d", ReplyEnd.FAILED)
                .forget()
                .says("answer", 1000)
                .expect("stop reply ourselves", "say exactly: This call is answered by a machine.")
                .says("d2", 1000)
                .expectBesideSound("ask for reply");
    }

    @Test
    void a_disclosure_that_is_owed_is_said_as_soon_as_the_caller_is_silent() {
        begun(DISCLOSED)
                .replyStarts("d")
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyEnds("d", ReplyEnd.FAILED)
                .replyStarts("answer")
                .replySounds("answer", "answer", 1000)
                .callerStartsSpeaking()
                .replyEnds("answer", ReplyEnd.INTERRUPTED)
                .callerStopsSpeaking()
                .forget()
                .says("answer2", 1000)
                .expect("stop reply ourselves", "say exactly: This call is answered by a machine.");
    }

    @Test
    void a_greeting_is_not_said_after_the_answer_to_a_caller_who_spoke_when_the_disclosure_ended() {
        begun(DISCLOSED)
                .replyStarts("d")
                .replySounds("d", "d", 2000)
                .callerStartsSpeaking()
                .replyEnds("d", ReplyEnd.COMPLETE)
                .plays(2000)
                .callerStopsSpeaking()
                .forget()
                .says("answer", 1000)
                .plays(1000)
                .passes(3000)
                .expectBesideSound();
    }

    @Test
    void a_caller_who_speaks_on_past_the_disclosure_stops_the_greeting_behind_it() {
        CallScript call = begun(DISCLOSED)
                .says("d", 2000)
                .says("g", 4000)
                .plays(1800)
                .forget()
                .callerStartsSpeaking()
                .plays(199)
                .expectNothing()
                .plays(3000)
                .expect("stop playing", "stop reply ourselves: g heard 0 ms");
        assertThat(call.notes(JournalEntry.BargedIn.class)).hasSize(1);
    }

    @Test
    void a_caller_who_was_silent_again_before_the_disclosure_ended_does_not_stop_what_comes_behind_it() {
        begun(DISCLOSED)
                .says("d", 2000)
                .says("g", 4000)
                .plays(1000)
                .forget()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .plays(5000)
                .expectNothing();
    }
}
