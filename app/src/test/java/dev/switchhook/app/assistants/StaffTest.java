package dev.switchhook.app.assistants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.business.CallerFacts;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StaffTest {

    private static final Toolbox TOOLS = Toolbox.of(List.of(
            new Tool("look", "Looks.", "{}", Duration.ofSeconds(1)),
            new Tool("book", "Books.", "{}", Duration.ofSeconds(1))));

    private static IncomingCall call(String id, String to) {
        return new IncomingCall(new CallId(id), new PhoneNumber("+4930123456"), new PhoneNumber(to));
    }

    private static Plan plan(String name, Set<String> numbers, Optional<Set<String>> tools) {
        PromptTemplate template =
                PromptTemplate.of(name, "# Identity\n" + name + "\n# Customer\nFirst {{first}}.\nThen {{second}}.");
        return new Plan(
                name,
                numbers,
                template,
                Plan.LONGEST,
                Opening.cue("Greet."),
                tools,
                HangupPolicies.afterSilence(Duration.ofSeconds(9)),
                Map.of());
    }

    private static CallerFacts fact(String name, Function<IncomingCall, String> value) {
        return new CallerFacts() {
            @Override
            public Set<String> names() {
                return Set.of(name);
            }

            @Override
            public Map<String, String> about(IncomingCall call) {
                return Map.of(name, value.apply(call), "another", "that it has not named");
            }
        };
    }

    private static final CallerFacts NOTHING = fact("second", _ -> "");

    @Test
    void the_number_that_was_called_says_who_answers_and_with_which_tools() {
        Staff staff = new Staff(
                List.of(
                        plan("night", Set.of("+4930111111"), Optional.of(Set.of("look"))),
                        plan("day", Set.of(), Optional.empty())),
                List.of(fact("first", _ -> "one"), NOTHING),
                _ -> TOOLS);

        assertThat(staff.answering(call("CA1", "+4930111111")).name()).isEqualTo("night");
        assertThat(staff.answering(call("CA2", "+4930111112")).name()).isEqualTo("day");
        assertThat(staff.answering(call("CA3", "sip:desk@example.com")).name()).isEqualTo("day");
        assertThat(staff.answering(call("CA1", "+4930111111")).toolbox().tools())
                .extracting(Tool::name)
                .containsExactly("look", Tool.HANG_UP);
        assertThat(staff.answering(call("CA2", "+4930111112")).toolbox()).isEqualTo(TOOLS);
    }

    @Test
    void an_assistant_of_no_tools_can_hang_up_and_nothing_else() {
        Staff staff = new Staff(
                List.of(
                        plan("night", Set.of("+4930111111"), Optional.of(Set.of())),
                        plan("day", Set.of(), Optional.empty())),
                List.of(fact("first", _ -> "one"), NOTHING),
                _ -> TOOLS);
        IncomingCall night = call("CA1", "+4930111111");

        assertThat(staff.answering(night).toolbox().tools())
                .extracting(Tool::name)
                .containsExactly(Tool.HANG_UP);
        assertThat(staff.has(night, "look")).isFalse();
        assertThat(staff.has(call("CA2", "+4930111112"), "look")).isTrue();
    }

    @Test
    void who_is_late_or_fails_is_left_out_and_nobody_waits_for_long() {
        CountDownLatch never = new CountDownLatch(1);
        Staff late = staff(fact("first", _ -> "one"), fact("second", _ -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return "two";
        }));
        Staff failing = staff(fact("first", _ -> "one"), fact("second", _ -> {
            throw new IllegalStateException("the database is out");
        }));

        assertThat(late.answering(call("CA1", "")).instructions())
                .contains("First one.")
                .doesNotContain("Then");
        assertThat(failing.answering(call("CA1", "")).instructions())
                .contains("First one.")
                .doesNotContain("Then", "another");
        never.countDown();
    }

    @Test
    void the_same_call_is_told_the_same_and_every_call_is_asked_about_once() {
        AtomicInteger asked = new AtomicInteger();
        Staff staff = staff(fact("first", call -> call.id() + "-" + asked.incrementAndGet()), NOTHING);

        String told = staff.answering(call("CA1", "")).instructions();

        assertThat(told).contains("First CA1-1.");
        assertThat(staff.answering(call("CA1", "")).instructions()).isEqualTo(told);
        assertThat(staff.answering(call("CA2", "")).instructions()).contains("First CA2-2.");
    }

    @Test
    void who_has_failed_is_asked_once_more_and_everybody_else_is_not() {
        AtomicInteger steady = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        Staff staff = staff(fact("first", _ -> "one-" + steady.incrementAndGet()), fact("second", call -> {
            if (broken.incrementAndGet() == 1 || call.id().value().equals("CA2")) {
                throw new IllegalStateException("the database is out");
            }
            return "two-" + broken.get();
        }));

        assertThat(staff.answering(call("CA1", "")).instructions())
                .contains("First one-1.")
                .doesNotContain("Then");
        for (int again = 0; again < 2; again++) {
            assertThat(staff.answering(call("CA1", "")).instructions()).contains("First one-1.", "Then two-2.");
        }
        for (int again = 0; again < 3; again++) {
            assertThat(staff.answering(call("CA2", "")).instructions())
                    .contains("First one-2.")
                    .doesNotContain("Then");
        }
        assertThat(steady).hasValue(2);
        assertThat(broken).as("twice for each call").hasValue(4);
    }

    @Test
    void who_was_late_is_asked_once_more() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Staff staff = staff(fact("first", _ -> "one"), fact("second", _ -> {
            if (asked.incrementAndGet() == 1) {
                try {
                    never.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return "two-" + asked.get();
        }));

        assertThat(staff.answering(call("CA1", "")).instructions()).doesNotContain("Then");
        assertThat(staff.answering(call("CA1", "")).instructions()).contains("First one.", "Then two-2.");
        never.countDown();
    }

    @Test
    void a_template_that_nobody_can_fill_in_is_refused_at_the_start() {
        assertThatThrownBy(() -> staff(fact("first", _ -> "one"), fact("third", _ -> "three")))
                .isInstanceOf(PromptTemplate.Unusable.class)
                .hasMessageContaining("{{second}}");
    }

    @Test
    void the_plain_assistant_can_always_be_filled_in() {
        PromptTemplate plain =
                PromptTemplate.of("plain", PlainBlueprint.blueprint().template());
        plain.check(Map.of(), Set.of(), 1000);

        assertThat(plain.filled(Map.of(), Plan.LONGEST)).contains("hang_up");
    }

    private static Staff staff(CallerFacts... facts) {
        return new Staff(List.of(plan("day", Set.of(), Optional.empty())), List.of(facts), _ -> TOOLS);
    }
}
