package dev.switchhook.domain.hangup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When and when not a call is ended because both have said goodbye; the words of real languages are tested with their
/// packs.
class BothSaidGoodbyeTest {

    private static final Instant OPENED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Verdict HANG_UP = new Verdict.HangUpNow(EndReason.BOTH_SAID_GOODBYE);
    private static final Verdict STAY = new Verdict.Stay(Instant.MAX);

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

    private static final PhrasePack GERMAN = PhrasePack.parse("de", """
        [commitments]
        ich lege auf
        [farewells]
        auf wiederhören
        [offers]
        wenn sie wollen
        [goodbyes]
        tschüss
        """);

    private final HangupPolicy policy =
            HangupPolicies.whenBothSaidGoodbye(List.of(ENGLISH, GERMAN), Duration.ofSeconds(10));

    /// Lines of a conversation: `c:` the caller, `a:` the agent.
    private static List<Turn> turns(String... lines) {
        List<Turn> turns = new ArrayList<>();
        for (String line : lines) {
            String text = line.substring(2);
            turns.add(
                    line.startsWith("c:")
                            ? new Turn.Caller(text)
                            : new Turn.Agent(new ItemId("item-" + turns.size()), text));
        }
        return turns;
    }

    private static CallFacts facts(
            long seconds, Optional<Instant> quietSince, boolean callerSpokeLast, List<Turn> turns) {
        return new CallFacts(
                OPENED.plusSeconds(seconds), OPENED, quietSince, 0, false, turns, callerSpokeLast, Optional.empty());
    }

    private Verdict afterQuiet(String... lines) {
        return policy.judge(facts(70, Optional.of(OPENED.plusSeconds(60)), false, turns(lines)));
    }

    @Test
    void o13_a_model_that_only_announces_the_hang_up_is_helped_after_ten_quiet_seconds() {
        List<Turn> turns = turns("c:Okay, bye.", "a:I will hang up.");
        Optional<Instant> quietSince = Optional.of(OPENED.plusSeconds(60));

        assertThat(policy.judge(facts(60, quietSince, false, turns)))
                .isEqualTo(new Verdict.Stay(OPENED.plusSeconds(70)));
        assertThat(policy.judge(facts(69, quietSince, false, turns)))
                .isEqualTo(new Verdict.Stay(OPENED.plusSeconds(70)));
        assertThat(policy.judge(facts(70, quietSince, false, turns))).isEqualTo(HANG_UP);
    }

    @Test
    void o13_nothing_happens_while_the_farewell_is_still_heard() {
        assertThat(policy.judge(facts(60, Optional.empty(), false, turns("c:Bye.", "a:I will hang up."))))
                .isEqualTo(new Verdict.Stay(OPENED.plusSeconds(70)));
    }

    @Test
    void o13_caller_speech_disarms_also_when_it_was_not_understood() {
        assertThat(policy.judge(
                        facts(90, Optional.of(OPENED.plusSeconds(60)), true, turns("c:Bye.", "a:I will hang up."))))
                .isEqualTo(STAY);
    }

    @Test
    void a_farewell_is_enough_when_the_caller_has_said_goodbye_too() {
        assertThat(afterQuiet("c:Bye!", "a:It was a pleasure. Goodbye!")).isEqualTo(HANG_UP);
    }

    @Test
    void without_the_callers_goodbye_the_call_goes_on() {
        assertThat(afterQuiet("c:Thank you.", "a:I will hang up. Goodbye!")).isEqualTo(STAY);
        assertThat(afterQuiet("a:I will hang up.")).isEqualTo(STAY);
    }

    @Test
    void without_the_agents_goodbye_the_call_goes_on() {
        assertThat(afterQuiet("c:Bye.", "a:You are welcome.")).isEqualTo(STAY);
        assertThat(afterQuiet("c:Bye.")).isEqualTo(STAY);
        assertThat(afterQuiet()).isEqualTo(STAY);
    }

    @Test
    void only_the_agents_latest_turn_counts() {
        assertThat(afterQuiet("c:Bye.", "a:I will hang up.", "a:One moment, please."))
                .isEqualTo(STAY);
        assertThat(afterQuiet("c:Bye.", "a:One moment, please.", "a:I will hang up."))
                .isEqualTo(HANG_UP);
    }

    @Test
    void a_question_or_an_offer_leaves_the_line_open() {
        assertThat(afterQuiet("c:Bye.", "a:I will hang up, alright?")).isEqualTo(STAY);
        assertThat(afterQuiet("c:Bye.", "a:If you want, I will hang up.")).isEqualTo(STAY);
        assertThat(afterQuiet("c:Bye.", "a:Wenn Sie wollen. Goodbye!")).isEqualTo(STAY);
    }

    @Test
    void the_goodbye_of_one_of_the_callers_last_three_turns_counts_and_no_older_one() {
        assertThat(afterQuiet("c:Bye.", "c:Thanks.", "c:Right.", "a:I will hang up."))
                .isEqualTo(HANG_UP);
        assertThat(afterQuiet("c:Bye.", "c:Wait.", "c:Thanks.", "c:Right.", "a:I will hang up."))
                .isEqualTo(STAY);
    }

    @Test
    void a_transcript_of_the_caller_that_comes_after_the_agents_counts_as_well() {
        assertThat(afterQuiet("a:I will hang up.", "c:Bye.")).isEqualTo(HANG_UP);
    }

    @Test
    void caller_and_agent_may_say_goodbye_in_different_languages() {
        assertThat(afterQuiet("c:Tschüss!", "a:Goodbye!")).isEqualTo(HANG_UP);
        assertThat(afterQuiet("c:Bye!", "a:Ich lege auf.")).isEqualTo(HANG_UP);
    }

    @Test
    void without_a_pack_nobody_ever_says_goodbye() {
        assertThat(HangupPolicies.whenBothSaidGoodbye(List.of(), Duration.ZERO)
                        .judge(facts(70, Optional.of(OPENED), false, turns("c:Bye.", "a:Goodbye."))))
                .isEqualTo(STAY);
    }
}
