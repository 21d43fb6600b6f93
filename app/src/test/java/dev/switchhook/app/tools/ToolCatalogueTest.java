package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.tools.SampleTool.Guest;
import dev.switchhook.app.tools.SampleTool.Mood;
import dev.switchhook.app.tools.SampleTool.Table;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import jakarta.validation.constraints.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCatalogueTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final IncomingCall CALLER =
            new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));

    private final SampleTool tool = new SampleTool(Map.of("table", "nine"));
    private final ToolCatalogue catalogue = new ToolCatalogue(List.of(tool));

    private ToolOutcome run(String arguments) {
        return catalogue.run(CALLER, new ToolCall(new ToolCall.Id("call_1"), "reserve_table", arguments));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException broken) {
            throw new AssertionError("not JSON: " + text, broken);
        }
    }

    @Test
    void right_arguments_reach_the_tool_as_a_record() {
        ToolOutcome outcome = run("""
            {"people":2,"budget":12.5,"day":"2027-03-31","time":"19:30","mood":"nice and quiet","area":"window",
             "guests":[{"name":"Mia","child":true},{"name":"Tom"}]}\
            """);

        assertThat(outcome).isEqualTo(new ToolOutcome.Done("{\"outcome\":\"done\",\"table\":\"nine\"}"));
        assertThat(tool.ran)
                .containsExactly(new Table(
                        2,
                        12.5,
                        LocalDate.of(2027, 3, 31),
                        LocalTime.of(19, 30),
                        Mood.QUIET,
                        "window",
                        List.of(new Guest("Mia", true), new Guest("Tom", null))));
    }

    @Test
    void optional_parameters_may_be_left_out_or_null() {
        run("{\"people\":2,\"day\":\"2027-03-31\",\"time\":\"19:30\",\"mood\":null}");

        assertThat(tool.ran)
                .containsExactly(new Table(2, null, LocalDate.of(2027, 3, 31), LocalTime.of(19, 30), null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{\"people\":2}]",
                "2",
                "\"{}\"",
                "true",
                "{",
                "{\"people\":2}}",
                "{\"people\":2} {\"people\":3}",
                "{'people':2}",
                "{people:2}",
                "{\"people\":2,}",
                "{\"people\":NaN}",
                "{\"people\":Infinity}",
                "{\"people\":-Infinity}",
                "{\"people\":+2}",
                "{\"people\":02}",
                "{\"people\":2,\"people\":3}",
                "{\"people\":2/*comment*/}",
                "\uFEFF{\"people\":2}",
                "{\"people\":2,\"area\":\"a\u0000b\"}",
                "NaN"
            })
    void o10_arguments_that_are_not_one_strict_json_object_are_refused_as_a_whole(String arguments) {
        ToolOutcome outcome = run(arguments);

        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        JsonNode problem = json(outcome.answer()).path("problems").path(0);
        assertThat(problem.path("field").asText()).isEqualTo("arguments");
        assertThat(problem.path("allowed").asText()).contains("one JSON object");
        assertThat(tool.ran).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                              | people          | is missing            | a whole number in digits, at least 1, at most 8
        {"people":null,"day":"2027-03-31","time":"19:30"}               | people          | is missing            | a whole number
        {"people":"2","day":"2027-03-31","time":"19:30"}                | people          | is not such a number  | at least 1
        {"people":2.5,"day":"2027-03-31","time":"19:30"}                | people          | is not such a number  | a whole number
        {"people":1e309,"day":"2027-03-31","time":"19:30"}              | people          | is not such a number  | a whole number
        {"people":-0,"day":"2027-03-31","time":"19:30"}                 | people          | is out of range       | at least 1
        {"people":9,"day":"2027-03-31","time":"19:30"}                  | people          | is out of range       | at most 8
        {"people":99999999999999999999,"day":"2027-03-31","time":"19:30"} | people        | is not such a number  | at most 8
        {"people":true,"day":"2027-03-31","time":"19:30"}               | people          | is not such a number  | a whole number
        {"people":[2],"day":"2027-03-31","time":"19:30"}                | people          | is not such a number  | a whole number
        {"people":2,"budget":1e309,"day":"2027-03-31","time":"19:30"}   | budget          | is not such a number  | a number in digits
        {"people":2,"budget":"NaN","day":"2027-03-31","time":"19:30"}   | budget          | is not such a number  | a number in digits
        {"people":2,"day":"2027-02-30","time":"19:30"}                  | day             | is not a day of the calendar | YYYY-MM-DD
        {"people":2,"day":"31st","time":"19:30"}                        | day             | is not a day of the calendar | YYYY-MM-DD
        {"people":2,"day":"99999-01-01","time":"19:30"}                 | day             | is not a day of the calendar | YYYY-MM-DD
        {"people":2,"day":"+99999-01-01","time":"19:30"}                | day             | is not a day of the calendar | YYYY-MM-DD
        {"people":2,"day":20270331,"time":"19:30"}                      | day             | is not a text         | YYYY-MM-DD
        {"people":2,"day":"2027-03-31","time":"25:00"}                  | time            | does not have the right form | HH:MM
        {"people":2,"day":"2027-03-31","time":"7 pm"}                   | time            | does not have the right form | HH:MM
        {"people":2,"day":"2027-03-31","time":"19:30:00"}               | time            | does not have the right form | HH:MM
        {"people":2,"day":"2027-03-31","time":"19:30","mood":"LOUD"}    | mood            | is none of the allowed values | nice and quiet, loud
        {"people":2,"day":"2027-03-31","time":"19:30","mood":1}         | mood            | is not a text         | nice and quiet, loud
        {"people":2,"day":"2027-03-31","time":"19:30","area":"A1"}      | area            | does not have the right form | ^[a-z]+$
        {"people":2,"day":"2027-03-31","time":"19:30","colour":"red"}   | colour          | is not a parameter    | people, budget, day, time, mood, area, guests
        {"people":2,"day":"2027-03-31","time":"19:30","guests":{}}      | guests          | is not such a list    | a list, at most 2
        {"people":2,"day":"2027-03-31","time":"19:30","guests":[{},{},{}]} | guests       | is not such a list    | at most 2
        {"people":2,"day":"2027-03-31","time":"19:30","guests":[{"name":""}]} | guests[0].name | is too short       | at least 1
        {"people":2,"day":"2027-03-31","time":"19:30","guests":[{"name":"Mia","child":"yes"}]} | guests[0].child | is not a truth value | true, false
        {"people":2,"day":"2027-03-31","time":"19:30","guests":["Mia"]} | guests[0]       | is not an object      | name, child
        {"people":7,"day":"2027-03-31","time":"19:30"}                  | arguments       | there is no table for seven | see the description
        """)
    void o10_a_wrong_parameter_is_refused_with_its_name_and_what_is_allowed(
            String arguments, String field, String problem, String allowed) {
        ToolOutcome outcome = run(arguments);

        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        JsonNode first = json(outcome.answer()).path("problems").path(0);
        assertThat(first.path("field").asText()).isEqualTo(field);
        assertThat(first.path("problem").asText()).isEqualTo(problem);
        assertThat(first.path("allowed").asText()).contains(allowed);
        assertThat(tool.ran).isEmpty();
    }

    @Test
    void all_problems_are_named_at_once_up_to_a_bound() {
        JsonNode problems = json(run("{}").answer()).path("problems");
        StringBuilder many = new StringBuilder("{\"x0\":0");
        for (int i = 1; i < 500; i++) {
            many.append(",\"x").append(i).append("\":0");
        }
        JsonNode bounded = json(run(many.append("}").toString()).answer()).path("problems");

        assertThat(problems.findValuesAsText("field")).containsExactly("people", "day", "time");
        assertThat(bounded).hasSize(8);
    }

    @Test
    void arguments_of_more_than_16_kib_or_nested_deeply_are_refused() {
        String tooLong = "{\"area\":\"" + "a".repeat(1024 * 1024) + "\"}";
        String tooManyBytes = "{\"area\":\"" + "\u20ac".repeat(6000) + "\"}";
        String tooDeep = "{\"guests\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

        assertThat(run(tooLong).answer()).contains("are too long");
        assertThat(run(tooManyBytes).answer()).contains("are too long");
        assertThat(run(tooDeep).answer()).contains("are not readable");
        assertThat(tool.ran).isEmpty();
    }

    @Test
    void a_refusal_does_not_repeat_what_was_sent() {
        String hostile = "</Say><Dial>+1900555</Dial>";

        ToolOutcome outcome = run("{\"people\":\"" + hostile + "\",\"mood\":\"" + hostile + "\"}");

        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(outcome.answer()).doesNotContain("Dial").doesNotContain("1900");
    }

    @Test
    void a_tool_may_answer_early_and_reply_once_more_later() {
        List<Consumer<ToolReply>> waiting = new ArrayList<>();
        ToolCatalogue slow = new ToolCatalogue(List.of(new Slow(waiting)));
        List<ToolOutcome> reports = new ArrayList<>();
        ToolCall call = new ToolCall(new ToolCall.Id("call_1"), "find_parcel", "{}");

        assertThat(slow.run(CALLER, call, reports::add))
                .isEqualTo(new ToolOutcome.Pending("{\"outcome\":\"accepted\",\"minutes\":2}"));
        waiting.getFirst().accept(new ToolReply.Done(Map.of("place", "attic")));
        waiting.getFirst().accept(new ToolReply.Done("no record"));

        assertThat(reports)
                .containsExactly(
                        new ToolOutcome.Done("{\"outcome\":\"done\",\"place\":\"attic\"}"), new ToolOutcome.Failed());
    }

    private record Nothing() {}

    private record Slow(List<Consumer<ToolReply>> waiting) implements VoiceTool<Nothing> {

        @Override
        public String name() {
            return "find_parcel";
        }

        @Override
        public String description() {
            return "Finds a parcel.";
        }

        @Override
        public Class<Nothing> parameters() {
            return Nothing.class;
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public ToolReply run(IncomingCall caller, ToolCall.Id id, Nothing nothing) {
            throw new IllegalStateException("it is asked with a place for its later reply");
        }

        @Override
        public ToolReply run(IncomingCall caller, ToolCall.Id id, Nothing nothing, Consumer<ToolReply> later) {
            waiting.add(later);
            return new ToolReply.Accepted(Map.of("minutes", 2));
        }
    }

    @Test
    void an_unknown_tool_is_refused_with_the_names_of_the_known_ones() {
        ToolOutcome outcome = catalogue.run(CALLER, new ToolCall(new ToolCall.Id("call_1"), "order_pizza", "{}"));

        assertThat(outcome).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(json(outcome.answer()).path("allowed"))
                .extracting(JsonNode::asText)
                .containsExactly("reserve_table", Tool.HANG_UP);
    }

    @Test
    void i7_a_tool_that_throws_has_failed_and_claims_nothing() {
        ToolOutcome outcome = run("{\"people\":8,\"day\":\"2027-03-31\",\"time\":\"19:30\"}");

        assertThat(tool.ran).hasSize(1);
        assertThat(outcome).isEqualTo(new ToolOutcome.Failed());
    }

    @Test
    void i7_an_outcome_that_could_not_be_found_out_is_not_called_done() {
        ToolOutcome outcome = run("{\"people\":6,\"day\":\"2027-03-31\",\"time\":\"19:30\"}");

        assertThat(outcome).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(outcome.answer()).contains("unknown");
    }

    @Test
    void texts_in_answers_are_made_harmless_and_an_endless_answer_fails() {
        ToolCatalogue noisy = new ToolCatalogue(
                List.of(new SampleTool(Map.of("note", "a\u0000\u202Eb\n\ud800c" + "x".repeat(9000)))));
        ToolCatalogue endless = new ToolCatalogue(List.of(
                new SampleTool(Map.of("notes", java.util.Collections.nCopies(100, "y".repeat(500))))));
        ToolCall call = new ToolCall(
                new ToolCall.Id("call_1"), "reserve_table", "{\"people\":2,\"day\":\"2027-03-31\",\"time\":\"19:30\"}");

        assertThat(json(noisy.run(CALLER, call).answer()).path("note").asText())
                .startsWith("a b cx")
                .hasSize(500);
        assertThat(endless.run(CALLER, call)).isEqualTo(new ToolOutcome.Failed());
    }

    @Test
    void two_tools_of_one_name_and_a_second_hang_up_are_refused_at_start() {
        assertThatThrownBy(() -> new ToolCatalogue(List.of(tool, tool))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_constraint_that_the_schema_cannot_express_is_refused_at_start() {
        record Visit(@Future LocalDate day) {}

        assertThatThrownBy(() -> new ToolCatalogue(List.of(nothing(Visit.class))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing, parameter day: @Future is not checked");
    }

    @Test
    void a_parameter_type_that_the_check_does_not_know_is_refused_at_start() {
        record Anything(Map<String, String> things) {}
        record Whatever(Object thing) {}
        record Loose(
                @jakarta.validation.constraints.Pattern(regexp = "[a-z]+")
                String word) {}

        assertThatThrownBy(() -> new ToolCatalogue(List.of(nothing(Anything.class))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ToolCatalogue(List.of(nothing(Whatever.class))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ToolCatalogue(List.of(nothing(Loose.class))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("^ and ends with $");
    }

    private static <P extends Record> VoiceTool<P> nothing(Class<P> parameters) {
        return new VoiceTool<>() {
            @Override
            public String name() {
                return "nothing";
            }

            @Override
            public String description() {
                return "Does nothing.";
            }

            @Override
            public Class<P> parameters() {
                return parameters;
            }

            @Override
            public Duration deadline() {
                return Duration.ofSeconds(1);
            }

            @Override
            public ToolReply run(IncomingCall caller, ToolCall.Id id, P nothing) {
                return new ToolReply.Unknown();
            }
        };
    }

    @Test
    void i4_tools_tell_what_they_have_done_in_a_call_as_the_model_was_told_it() {
        ToolOutcome.Done told = (ToolOutcome.Done) run("{\"people\":2,\"day\":\"2027-03-31\",\"time\":\"19:30\"}");

        assertThat(catalogue.done(CALLER)).containsExactly(new ToolDeed("reserve_table", told.answer()));
    }

    @Test
    void i4_a_tool_that_cannot_tell_now_is_asked_again_and_not_for_ever() {
        tool.forgets = 2;
        assertThat(catalogue.done(CALLER)).hasSize(1);

        tool.forgets = 1000;
        assertThat(catalogue.done(CALLER)).isEmpty();
    }
}
