package dev.switchhook.app.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.tools.MemoryEffectLedger;
import dev.switchhook.app.tools.MistakenTools;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.ToolDefinition.Effect;
import dev.switchhook.app.tools.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpToolsTest {

    private static final String WHOLE = """
        tools:
          reserve_article:
            url: https://shop.example/tools/reserve
            description: Reserve an article.
            parameters:
              type: object
              properties:
                article: {type: string, description: Its name., minLength: 1}
              required: [article]
              additionalProperties: false
            effect: changes
            deadline: 5
            filler: One moment, I am looking.
            proves: [reserved]
            trust: number_shown
            personal: [article]
            secret-variable: SHOP_SECRET
            send-number: true
          count_articles:
            url: http://127.0.0.1:9000/count
            description: Count the articles.
            parameters: count.json
            effect: reads
            secret-variable: SHOP_SECRET
        """;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpTools.client();

    @AfterEach
    void close() {
        client.shutdownNow();
    }

    private List<HttpTool> read(String text, String secret) throws IOException {
        Path file = Files.writeString(folder.resolve("tools.yml"), text);
        Files.writeString(
                folder.resolve("count.json"), "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}");
        return HttpTools.read(
                file,
                name -> name.equals("SHOP_SECRET") ? Optional.of(secret) : Optional.empty(),
                client,
                InstantSource.system());
    }

    @Test
    void a_file_describes_tools_as_an_annotation_does() throws IOException {
        List<HttpTool> tools = read(WHOLE, "0123456789abcdef");

        HttpTool reserve = tools.getFirst();
        assertThat(reserve.shown().name()).isEqualTo("reserve_article");
        assertThat(reserve.shown().deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(reserve.shown().filler()).startsWith("One moment");
        assertThat(reserve.shown().evidence().deeds()).containsExactly("reserved");
        assertThat(reserve.effect()).isEqualTo(Effect.CHANGES);
        assertThat(reserve.trust()).isEqualTo(Trust.NUMBER_SHOWN);
        assertThat(reserve.personal()).containsExactly("article");
        assertThat(tools.getLast().effect()).isEqualTo(Effect.READS);
        assertThat(new ToolCatalogue(List.of(), tools, new MemoryEffectLedger())
                        .toolbox()
                        .find("count_articles"))
                .isPresent();
    }

    @Test
    void every_mistake_is_told_with_its_place_and_what_is_allowed_and_no_secret() {
        String wrong = """
            tools:
              reserve:
                url: http://shop.example/tools
                effect: perhaps
                deadline: 0
                trust: friend
                send-number: sometimes
                secret-variable: SHOP_SECRET
                colour: red
              Count it:
                url: https://shop.example/count
                description: Count.
                parameters: missing.json
                effect: reads
                secret-variable: OTHER
            """;

        assertThatThrownBy(() -> read(wrong, "tiny-value")).isInstanceOfSatisfying(MistakenTools.class, mistaken -> {
            assertThat(mistaken.mistakes())
                    .allMatch(line -> line.contains("allowed: ") || line.contains("are allowed"))
                    .noneMatch(line -> line.contains("tiny-value"));
            assertThat(String.join("\n", mistaken.mistakes()))
                    .contains(
                            "reserve, url:",
                            "reserve, description: is missing",
                            "reserve, parameters: is missing",
                            "reserve, effect:",
                            "reserve, deadline:",
                            "reserve, trust:",
                            "reserve, send-number:",
                            "reserve, secret-variable: SHOP_SECRET is not set or too short",
                            "reserve, colour: is unknown",
                            "Count it, parameters: names a file that cannot be read",
                            "Count it, secret-variable: OTHER",
                            "tool name 'Count it'");
        });
    }

    @Test
    void a_schema_that_is_not_checked_is_refused_like_that_of_a_record() throws IOException {
        List<HttpTool> tools = read(WHOLE.replace("minLength: 1", "format: email"), "0123456789abcdef");

        assertThatThrownBy(() -> new ToolCatalogue(List.of(), tools, new MemoryEffectLedger()))
                .hasMessageContaining(
                        "tool reserve_article: parameter article: the format \"email\" is not checked; allowed: date");
    }

    @Test
    void a_file_that_is_none_is_told_without_its_content() {
        assertThatThrownBy(() -> read("tools: {a: {}, a: {}}", ""))
                .hasMessageContaining("is not readable")
                .hasMessageNotContaining("{}");
        assertThatThrownBy(() -> read("", "")).hasMessageContaining("holds no tools");
        assertThatThrownBy(() -> read("tools: 3", "")).hasMessageContaining("holds no tools");
        assertThatThrownBy(() -> HttpTools.read(
                        folder.resolve("nowhere.yml"), _ -> Optional.empty(), client, InstantSource.system()))
                .hasMessageContaining("cannot be read (NoSuchFileException)");
    }
}
