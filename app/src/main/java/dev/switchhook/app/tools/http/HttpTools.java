package dev.switchhook.app.tools.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.tools.MistakenTools;
import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads the file that describes the tools behind HTTP endpoints: YAML (or JSON), with the section `tools` and in
/// it one section for each tool, by its name.
public final class HttpTools {

    private static final int LONGEST_FILE = 256 * 1024;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HttpTools() {}

    /// A client that fits: it follows no redirects and gives up connecting after 2 s.
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LONGEST_CONNECT)
                .build();
    }

    /// The tools of that file. Blocks.
    ///
    /// @param environment the environment variables, which hold the secrets
    /// @throws MistakenTools when something in it is wrong; all mistakes are told
    public static List<HttpTool> read(
            Path file, Function<String, Optional<String>> environment, HttpClient client, InstantSource clock) {
        List<String> mistakes = new ArrayList<>();
        List<HttpTool> tools = new ArrayList<>();
        JsonNode sections = tree(file).path("tools");
        if (!(sections instanceof ObjectNode named) || named.isEmpty()) {
            throw new MistakenTools(
                    List.of(file + ": holds no tools; allowed: a section 'tools' with a section for each"));
        }
        for (Map.Entry<String, JsonNode> section : named.properties()) {
            HttpToolSection read = new HttpToolSection(section.getKey(), section.getValue(), file);
            read.settings(environment).ifPresent(settings -> tools.add(new HttpTool(settings, client, clock)));
            mistakes.addAll(read.mistakes());
        }
        if (!mistakes.isEmpty()) {
            throw new MistakenTools(mistakes);
        }
        return tools;
    }

    private static JsonNode tree(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LONGEST_FILE);
        try (Reader text = Files.newBufferedReader(file)) {
            Object loaded = new Yaml(new SafeConstructor(options)).load(text);
            return JSON.valueToTree(loaded);
        } catch (YAMLException | IllegalArgumentException broken) {
            // The parser's words may repeat a line of the file.
            throw new MistakenTools(List.of(file + ": is not readable ("
                    + broken.getClass().getSimpleName() + "); allowed: YAML or JSON, every name once"));
        } catch (IOException missing) {
            throw new MistakenTools(List.of(file + ": cannot be read ("
                    + missing.getClass().getSimpleName() + "); allowed: a file that this program may read"));
        }
    }
}
