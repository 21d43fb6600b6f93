package dev.switchhook.app.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.tools.MemoryEffectLedger;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.ToolDefinition.Effect;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.app.tools.http.Endpoint.Asked;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpToolTest {

    private static final IncomingCall CALLER =
            new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));
    private static final String SCHEMA = """
        {"type":"object","properties":{"article":{"type":"string","minLength":1}},"required":["article"],
         "additionalProperties":false}\
        """;
    private static final String DONE = "{\"outcome\":\"done\",\"answer\":{\"pieces\":3}}";
    private static final Secret SECRET = new Secret("a secret of the team");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

    private final Endpoint endpoint = new Endpoint();
    private final HttpClient client = HttpTools.client();

    HttpToolTest() throws Exception {}

    @AfterEach
    void close() {
        endpoint.close();
        client.shutdownNow();
    }

    private ToolCatalogue tools(Effect effect, URI url, Duration deadline, boolean sendNumber) {
        HttpToolSettings settings = new HttpToolSettings(
                new Tool("reserve_article", "Reserve an article.", SCHEMA, deadline),
                url,
                effect,
                Trust.ANYONE,
                Set.of(),
                SECRET,
                sendNumber);
        return new ToolCatalogue(List.of(), List.of(new HttpTool(settings, client, CLOCK)), new MemoryEffectLedger());
    }

    private ToolCatalogue changing() {
        return tools(Effect.CHANGES, endpoint.url(), Duration.ofSeconds(20), false);
    }

    private ToolCatalogue reading() {
        return tools(Effect.READS, endpoint.url(), Duration.ofSeconds(20), false);
    }

    private static ToolOutcome run(ToolCatalogue tools) {
        return run(tools, "{\"article\":\"lamp\"}");
    }

    private static ToolOutcome run(ToolCatalogue tools, String arguments) {
        return tools.run(
                CALLER, new ToolCall(new ToolCall.Id("call_1"), "reserve_article", arguments), Said.NOTHING, _ -> {});
    }

    @Test
    void the_endpoint_is_asked_with_everything_that_it_must_know_and_no_more() throws Exception {
        endpoint.answers(200, DONE);

        assertThat(run(changing())).isEqualTo(new ToolOutcome.Done("{\"outcome\":\"done\",\"pieces\":3}"));
        Asked asked = endpoint.asked.getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.key()).startsWith("CA1:reserve_article:").hasSize(20 + 64);
        assertThat(new ObjectMapper().readTree(asked.body()))
                .isEqualTo(new ObjectMapper()
                        .createObjectNode()
                        .put("call", "CA1")
                        .put("tool", "reserve_article")
                        .put("intent", asked.key())
                        .put("trust", "NUMBER_SHOWN")
                        .set("arguments", new ObjectMapper().createObjectNode().put("article", "lamp")));
        assertThat(asked.signature())
                .isEqualTo(new RequestSignature(SECRET)
                        .of(CLOCK.instant(), "POST", URI.create(asked.target()), asked.body()))
                .matches("t=1800000000,v1=[0-9a-f]{64}");
    }

    @Test
    void the_callers_number_is_told_only_where_the_settings_say_so() {
        endpoint.answers(200, DONE);
        run(tools(Effect.READS, endpoint.url(), Duration.ofSeconds(20), true));

        assertThat(endpoint.asked.getFirst().body()).contains("\"number\":\"+4930123456\"");
    }

    @Test
    void arguments_that_do_not_fit_never_reach_the_endpoint() {
        assertThat(run(changing(), "{\"article\":\"\",\"price\":3}").answer())
                .contains("is too short", "is not a parameter");
        assertThat(endpoint.asked).isEmpty();
    }

    @Test
    void each_outcome_is_told_as_that_of_any_other_tool() {
        endpoint.answers(200, "{\"outcome\":\"refused\",\"answer\":{\"problem\":\"sold out\"}}");
        endpoint.answers(200, "{\"outcome\":\"not_yet\",\"answer\":{\"ask\":\"which colour\"}}");
        endpoint.answers(200, "{\"outcome\":\"done\"}");
        ToolCatalogue tools = changing();

        assertThat(run(tools).answer()).isEqualTo("{\"outcome\":\"refused\",\"problem\":\"sold out\"}");
        assertThat(run(tools).answer()).isEqualTo("{\"outcome\":\"not_yet\",\"ask\":\"which colour\"}");
        assertThat(run(tools)).isEqualTo(new ToolOutcome.Done("{\"outcome\":\"done\"}"));
        assertThat(run(tools)).isInstanceOf(ToolOutcome.Done.class);
        assertThat(endpoint.asked).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "done",
                "[]",
                "{\"outcome\":\"booked\"}",
                "{\"outcome\":\"done\",\"answer\":\"yes\"}",
                "{\"outcome\":\"done\",\"outcome\":\"refused\"}",
                "{\"outcome\":\"done\"} {}",
                "<html>"
            })
    void d4_an_answer_that_is_none_leaves_the_outcome_unknown(String body) {
        endpoint.answers(200, body);
        endpoint.answers(200, body);

        assertThat(run(changing())).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(run(reading())).isEqualTo(new ToolOutcome.Failed());
    }

    @Test
    void d4_after_an_unknown_outcome_the_endpoint_is_asked_for_it_before_anything_is_repeated() {
        ToolCatalogue tools = changing();
        endpoint.answers(500, "");
        assertThat(run(tools)).isInstanceOf(ToolOutcome.TimedOut.class);

        endpoint.answers(503, "");
        assertThat(run(tools)).isInstanceOf(ToolOutcome.TimedOut.class);
        endpoint.answers(200, "{\"outcome\":\"unknown\"}");
        assertThat(run(tools)).isInstanceOf(ToolOutcome.TimedOut.class);
        endpoint.answers(200, DONE);
        assertThat(run(tools)).isInstanceOf(ToolOutcome.Done.class);

        assertThat(endpoint.asked).extracting(Asked::method).containsExactly("POST", "GET", "GET", "GET");
        Asked look = endpoint.asked.getLast();
        assertThat(look.target())
                .isEqualTo("/tools/stock?shop=1&intent="
                        + endpoint.asked.getFirst().key().replace(":", "%3A"));
        assertThat(look.signature())
                .isEqualTo(new RequestSignature(SECRET).of(CLOCK.instant(), "GET", URI.create(look.target()), ""));
    }

    @Test
    void d4_what_the_endpoint_has_never_had_is_sent_again() {
        ToolCatalogue tools = changing();
        endpoint.answers(500, "");
        run(tools);
        endpoint.answers(404, "");
        endpoint.answers(200, DONE);

        assertThat(run(tools)).isInstanceOf(ToolOutcome.Done.class);
        assertThat(endpoint.asked).extracting(Asked::method).containsExactly("POST", "GET", "POST");
        assertThat(endpoint.asked.getLast().key())
                .isEqualTo(endpoint.asked.getFirst().key());
    }

    @Test
    void o12_an_endpoint_that_hangs_is_given_up_at_the_deadline_also_in_the_middle_of_an_answer() {
        ToolCatalogue impatient = tools(Effect.CHANGES, endpoint.url(), Duration.ofMillis(300), false);
        endpoint.answers(endpoint::wait);
        assertThat(run(impatient)).isInstanceOf(ToolOutcome.TimedOut.class);

        endpoint.answers(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            endpoint.wait(exchange);
        });
        assertThat(run(impatient, "{\"article\":\"chair\"}")).isInstanceOf(ToolOutcome.TimedOut.class);
    }

    @Test
    void a_redirect_is_not_followed() {
        endpoint.answers(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            Endpoint.send(exchange, 307, "");
        });

        assertThat(run(reading())).isEqualTo(new ToolOutcome.Failed());
        assertThat(endpoint.asked).hasSize(1);
        try (HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            assertThatThrownBy(() -> new HttpTool(
                            new HttpToolSettings(
                                    new Tool("x", "", SCHEMA, Duration.ofSeconds(1)),
                                    endpoint.url(),
                                    Effect.READS,
                                    Trust.ANYONE,
                                    Set.of(),
                                    SECRET,
                                    false),
                            following,
                            CLOCK))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void no_more_than_16_kib_are_read() {
        endpoint.answers(200, "{\"outcome\":\"done\",\"answer\":{\"text\":\"" + "x".repeat(16 * 1024) + "\"}}");
        endpoint.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThat(run(changing())).isInstanceOf(ToolOutcome.TimedOut.class);
        assertThat(run(reading())).isEqualTo(new ToolOutcome.Failed());
    }

    @Test
    void what_an_endpoint_says_is_made_harmless_and_cannot_pass_for_another_outcome() {
        endpoint.answers(200, """
            {"outcome":"refused","answer":{"outcome":"done","a\\u202eb\\n":"x\\u0000y","list":[{"deep":"\\u2028z"}],
             "number":1e3,"truth":true,"nothing":null}}\
            """);

        assertThat(run(reading()).answer())
                .startsWith("{\"outcome\":\"refused\",\"a b\":\"x y\",\"list\":[{\"deep\":\"z\"}],")
                .doesNotContain("done");
    }

    @Test
    void an_endpoint_that_is_not_there_has_changed_nothing() {
        URI gone = endpoint.url();
        endpoint.close();
        ToolCatalogue tools = tools(Effect.CHANGES, gone, Duration.ofSeconds(20), false);

        assertThat(run(tools)).isInstanceOf(ToolOutcome.Refused.class);
        assertThat(run(tools).answer()).contains("Nothing was changed");
    }
}
