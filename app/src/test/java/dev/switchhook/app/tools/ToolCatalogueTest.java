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
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import jakarta.validation.constraints.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
        return catalogue.run(
                CALLER, new ToolCall(new ToolCall.Id("call_1"), "reserve_table", arguments), Said.NOTHING, _ -> {});
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

        assertThat(slow.run(CALLER, call, Said.NOTHING, reports::add))
                .isEqualTo(new ToolOutcome.Pending("{\"outcome\":\"accepted\",\"minutes\":2}"));
        waiting.getFirst().accept(new ToolReply.Done(Map.of("place", "attic")));
        waiting.getFirst().accept(new ToolReply.Done("no record"));

        assertThat(reports)
                .containsExactly(
                        new ToolOutcome.Done("{\"outcome\":\"done\",\"place\":\"attic\"}"), new ToolOutcome.Failed());
    }

    private record Nothing() {}

    @ToolDefinition(
            name = "find_parcel",
            description = "Finds a parcel.",
            effect = ToolDefinition.Effect.READS,
            deadlineSeconds = 1)
    private record Slow(List<Consumer<ToolReply>> waiting) implements VoiceTool<Nothing> {

        @Override
        public ToolReply run(ToolContext context, Nothing nothing) {
            waiting.add(context.later());
            return new ToolReply.Accepted(Map.of("minutes", 2));
        }
    }

    @Test
    void an_unknown_tool_is_refused_with_the_names_of_the_known_ones() {
        ToolOutcome outcome = catalogue.run(
                CALLER, new ToolCall(new ToolCall.Id("call_1"), "order_pizza", "{}"), Said.NOTHING, _ -> {});

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

        assertThat(json(noisy.run(CALLER, call, Said.NOTHING, _ -> {}).answer())
                        .path("note")
                        .asText())
                .startsWith("a b cx")
                .hasSize(500);
        assertThat(endless.run(CALLER, call, Said.NOTHING, _ -> {})).isEqualTo(new ToolOutcome.Failed());
    }

    @Test
    void two_tools_of_one_name_and_a_second_hang_up_are_refused_at_start() {
        assertThatThrownBy(() -> new ToolCatalogue(List.of(tool, tool))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_constraint_that_the_schema_cannot_express_is_refused_at_start() {
        record Visit(@Future LocalDate day) {}

        assertThatThrownBy(() -> new ToolCatalogue(List.of(new Idle<Visit>() {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tool nothing: parameter day: @Future is not checked; allowed: @Size, @Pattern, @Min, @Max,"
                        + " @DecimalMin, @DecimalMax, @Positive, @PositiveOrZero, @Negative, @NegativeOrZero,"
                        + " @NotNull");
    }

    @Test
    void a_parameter_type_that_the_check_does_not_know_is_refused_at_start() {
        record Anything(Map<String, String> things) {}
        record Whatever(Object thing) {}
        record Loose(
                @jakarta.validation.constraints.Pattern(regexp = "[a-z]+")
                String word) {}

        assertThatThrownBy(() -> new ToolCatalogue(List.of(new Idle<Anything>() {})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ToolCatalogue(List.of(new Idle<Whatever>() {})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ToolCatalogue(List.of(new Idle<Loose>() {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("^ and ends with $");
    }

    @Test
    void all_mistakes_of_all_tools_are_told_at_once_with_what_is_allowed() {
        record Tour(@Future LocalDate day, Map<String, String> things) {}
        @ToolDefinition(name = "hang_up", description = "", effect = ToolDefinition.Effect.READS, deadlineSeconds = 0)
        class Named extends Idle<Table> {}
        class Undefined implements VoiceTool<Table> {
            @Override
            public ToolReply run(ToolContext context, Table table) {
                return new ToolReply.Unknown();
            }
        }

        assertThatThrownBy(
                        () -> new ToolCatalogue(List.of(new Idle<Tour>() {}, new Named(), new Undefined(), tool, tool)))
                .isInstanceOfSatisfying(
                        MistakenTools.class,
                        mistaken -> assertThat(mistaken.mistakes())
                                .satisfiesExactly(
                                        line -> assertThat(line)
                                                .startsWith("tool nothing: parameter day: @Future is not"),
                                        line -> assertThat(line)
                                                .startsWith("tool nothing: parameter things: java.util.Map")
                                                .contains("; allowed: String, int"),
                                        line -> assertThat(line)
                                                .isEqualTo("tool hang_up: deadlineSeconds is 0; allowed: 1 to 120"),
                                        line -> assertThat(line).contains("Undefined", "lacks its @ToolDefinition"),
                                        line -> assertThat(line).startsWith("tool reserve_table: the name is taken")));
    }

    /// Asks for a service; the services are data.
    @ToolDefinition(
            name = "list_times",
            description = "Lists times.",
            effect = ToolDefinition.Effect.READS,
            filler = "One moment.",
            listens = true,
            trust = Trust.NUMBER_SHOWN)
    private static class Times implements VoiceTool<Times.Question> {

        record Question(
                String service,
                @Nullable List<String> therapists,
                @Nullable LocalDateTime from) {}

        private Map<String, List<String>> values = Map.of("service", List.of("facial"), "therapists", List.of("Ben"));
        private boolean broken;

        @Override
        public Map<String, List<String>> choices() {
            if (broken) {
                throw new IllegalStateException("no database");
            }
            return values;
        }

        @Override
        public ToolReply run(ToolContext context, Question question) {
            return ToolReply.Done.saying("That is\nso.", Map.of("service", question.service()));
        }
    }

    private static ToolOutcome times(ToolCatalogue tools, String arguments) {
        return tools.run(
                CALLER, new ToolCall(new ToolCall.Id("call_1"), "list_times", arguments), Said.NOTHING, _ -> {});
    }

    @Test
    void values_that_only_the_running_program_knows_are_shown_and_checked_as_they_are_now() {
        Times tool = new Times();
        ToolCatalogue tools = new ToolCatalogue(List.of(tool));
        Tool shown = tools.toolbox().find("list_times").orElseThrow();

        assertThat(json(shown.parameters()).at("/properties/service/enum")).hasToString("[\"facial\"]");
        assertThat(json(shown.parameters()).at("/properties/therapists/items/enum"))
                .hasToString("[\"Ben\"]");
        assertThat(shown.filler()).isEqualTo("One moment.");
        assertThat(shown.listens()).isTrue();
        assertThat(times(tools, "{\"service\":\"sauna\"}").answer())
                .contains("is none of the allowed values", "facial");
        assertThat(times(tools, "{\"service\":\"facial\",\"therapists\":[\"Zoe\"]}")
                        .answer())
                .contains("therapists[0]", "Ben");

        tool.values = Map.of("service", List.of("facial", "sauna"));
        assertThat(times(tools, "{\"service\":\"sauna\",\"therapists\":[\"Zoe\"]}"))
                .isInstanceOf(ToolOutcome.Done.class);
        assertThat(times(tools, "{\"service\":\"sauna\"}").answer())
                .isEqualTo("{\"outcome\":\"done\",\"service\":\"sauna\",\"say_exactly\":\"That is so.\"}");
        tool.broken = true;
        assertThat(times(tools, "{\"service\":\"yoga\"}").answer()).contains("facial, sauna");
    }

    @Test
    void values_for_what_is_no_text_are_refused_at_start() {
        Times tool = new Times();
        tool.values = Map.of("servise", List.of("facial"));

        assertThatThrownBy(() -> new ToolCatalogue(List.of(tool)))
                .hasMessage("tool list_times: choices() names servise, which is no text parameter; allowed: service,"
                        + " therapists, from");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2027-03-31T19:30 | done
        2027-02-30T19:30 | is not a day of the calendar
        2027-03-31T24:00 | does not have the right form
        """)
    void a_day_with_a_time_is_checked_like_each_of_them(String from, String answer) {
        ToolCatalogue tools = new ToolCatalogue(List.of(new Times()));

        assertThat(times(tools, "{\"service\":\"facial\",\"from\":\"" + from + "\"}")
                        .answer())
                .contains(answer);
    }

    @Test
    void a_caller_of_whom_too_little_is_known_neither_sees_nor_runs_a_tool() {
        ToolCatalogue tools = new ToolCatalogue(List.of(tool, new Times()));
        IncomingCall withheld = new IncomingCall(new CallId("CA2"), new PhoneNumber("anonymous"), CALLER.to());

        assertThat(tools.toolbox(Trust.of(withheld)).find("list_times")).isEmpty();
        assertThat(tools.toolbox(Trust.of(CALLER)).find("list_times")).isPresent();
        ToolOutcome outcome = tools.run(
                withheld,
                new ToolCall(new ToolCall.Id("call_1"), "list_times", "{\"service\":\"facial\"}"),
                Said.NOTHING,
                _ -> {});
        assertThat(outcome.answer())
                .contains("There is no tool of that name", "reserve_table")
                .doesNotContain("list_times");
    }

    @Test
    void o10_after_three_malformed_calls_in_a_row_the_model_is_told_to_offer_a_person() {
        assertThat(run("{").answer()).doesNotContain("apologise");
        assertThat(run("{\"people\":0}").answer()).doesNotContain("apologise");
        assertThat(run("[]").answer()).contains("problems", "apologise to the caller", "a person");

        run("{\"people\":2,\"day\":\"2027-03-31\",\"time\":\"19:30\"}");
        assertThat(run("{").answer()).doesNotContain("apologise");
    }

    @Test
    void personal_data_is_not_kept_in_the_journal() {
        ToolCatalogue tools = new ToolCatalogue(List.of(new Seats()));
        ToolCall call = new ToolCall(new ToolCall.Id("c"), "reserve_seat", "{\"row\":1,\"name\":\"Mia\"}");
        ToolCall broken = new ToolCall(new ToolCall.Id("c"), "reserve_seat", "{\"name\":\"Mia\"");
        ToolOutcome outcome = tools.run(CALLER, call, Said.NOTHING, _ -> {});

        assertThat(outcome.answer()).contains("Mia");
        assertThat(List.of(
                        tools.withoutPersonalData(new JournalEntry.ToolStarted(call)),
                        tools.withoutPersonalData(new JournalEntry.ToolStarted(broken)),
                        tools.withoutPersonalData(
                                new JournalEntry.ToolEnded("reserve_seat", outcome, Duration.ofMillis(3)))))
                .noneMatch(entry -> entry.toString().contains("Mia"))
                .allMatch(entry -> entry.toString().contains("(not kept)"));
        assertThat(tools.withoutPersonalData(new JournalEntry.LetGo())).isEqualTo(new JournalEntry.LetGo());
    }

    @Test
    void an_answer_cannot_tell_another_outcome_than_the_tool() {
        ToolCatalogue lying = new ToolCatalogue(List.of(new Times() {
            @Override
            public ToolReply run(ToolContext context, Question question) {
                return new ToolReply.Refused(Map.of("outcome", "done"));
            }
        }));

        assertThat(times(lying, "{\"service\":\"facial\"}").answer()).isEqualTo("{\"outcome\":\"refused\"}");
    }

    /// Does nothing, with whatever parameters its subclass names.
    @ToolDefinition(name = "nothing", description = "Does nothing.", effect = ToolDefinition.Effect.READS)
    private abstract static class Idle<P extends Record> implements VoiceTool<P> {

        @Override
        public ToolReply run(ToolContext context, P nothing) {
            return new ToolReply.Unknown();
        }
    }
}
