package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.business.Business;
import dev.switchhook.app.business.Businesses;
import dev.switchhook.app.cli.Program;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.settings.SettingsReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern VARIABLE =
            Pattern.compile("\\b(?:SWITCHHOOK|TWILIO|OPENAI|XAI|SPA|MICRONAUT)_[A-Z0-9_]+\\b");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern DOTTED_KEY = Pattern.compile("`((?:switchhook|twilio|openai|xai|spa)\\.[a-z0-9.-]+)`");
    private static final Pattern SOURCE_FILE = Pattern.compile("`((?:app|domain|adapters-\\w+|docs)/[^`*\\s]+)`");
    private static final Pattern EVENT = Pattern.compile("event=([a-z-]+)");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w+)");
    private static final Pattern JAVA_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z]\\w+)+)`");

    /// Read by the configuration of the log alone.
    private static final Set<String> OTHER_VARIABLES = Set.of("SWITCHHOOK_LOG_LEVEL");

    @Test
    void the_first_two_commands_of_the_readme_run_the_demo_and_the_tests() {
        List<String> commands = Pages.blocks(Pages.text("README.md"), "sh");

        assertThat(commands.get(0)).isEqualTo("./mvnw -q -DskipTests -Pdemo package\n");
        assertThat(commands.get(1)).isEqualTo("./mvnw verify\n");
    }

    @Test
    void the_automatic_check_takes_its_command_from_the_readme() {
        String check = Pages.text(".ci/run");

        assertThat(check).contains("command=$(second_command README.md)").doesNotContain("mvnw verify");
    }

    @Test
    void every_relative_link_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : Pages.all()) {
            for (String link : found(LINK, Pages.prose(Pages.text(page)))) {
                if (link.matches("[a-z]+:.*")) {
                    continue;
                }
                links++;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                if (!Files.exists(target)
                        || (parts.length == 2 && !anchors(target).contains(parts[1]))) {
                    broken.add(Pages.ROOT.relativize(page) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(8);
    }

    private static Set<String> anchors(Path page) {
        return found(HEADING, Pages.prose(Pages.text(page))).stream()
                .map(heading -> heading.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void every_environment_variable_and_every_key_that_is_named_exists() {
        Set<String> keys = keys();
        Set<String> variables =
                keys.stream().map(SettingsReader::environmentName).collect(Collectors.toCollection(HashSet::new));
        variables.addAll(OTHER_VARIABLES);

        for (Path page : Pages.forUsers()) {
            String text = Pages.text(page);
            assertThat(variables).as(page.toString()).containsAll(concerning(variables, found(VARIABLE, text)));
            assertThat(keys).as(page.toString()).containsAll(concerning(keys, found(DOTTED_KEY, text)));
        }
    }

    /// What the pages tell of a business that was deleted concerns nobody.
    private static List<String> concerning(Set<String> known, List<String> named) {
        Set<String> sections = known.stream().map(DocumentationTest::section).collect(Collectors.toSet());
        return named.stream()
                .filter(name -> !Businesses.installed().isEmpty() || sections.contains(section(name)))
                .toList();
    }

    private static String section(String name) {
        return name.replaceFirst("[_.].*", "");
    }

    @Test
    void every_flag_of_the_command_line_that_is_named_exists() {
        String help = Stream.of(
                        "--help",
                        "serve --help",
                        "demo --help",
                        "calls --help",
                        "call --help",
                        "say --help",
                        "hangup --help",
                        "note --help",
                        "forget --help",
                        "doctor --help")
                .map(DocumentationTest::help)
                .collect(Collectors.joining("\n"));
        Set<String> flags = new HashSet<>(found(FLAG, help));
        List<String> named = new ArrayList<>();
        for (Path page : Pages.forUsers()) {
            // The commands of the spa are checked, and deleted, with the spa.
            if (page.endsWith("spa.md")) {
                continue;
            }
            named.addAll(found(FLAG, Pages.text(page)));
        }

        assertThat(named).isNotEmpty();
        assertThat(flags).containsAll(named);
    }

    private static String help(String words) {
        StringWriter out = new StringWriter();
        new Program(DocumentationTest::doesNotServe, (_, _) -> 1, (_, _, _) -> 1, Map.of())
                .forgetting(_ -> {
                    throw new AssertionError("help forgets nobody");
                })
                .run(new PrintWriter(out), new PrintWriter(out), words.split(" "));
        return out.toString();
    }

    private static int doesNotServe(LoadedConfiguration configuration) {
        throw new AssertionError("help starts nothing");
    }

    @Test
    void every_file_and_every_class_that_is_named_exists() throws Exception {
        Set<String> classes = new HashSet<>();
        for (String module : List.of("domain", "adapters-twilio", "adapters-openai", "adapters-xai", "app")) {
            try (Stream<Path> files = Files.walk(Pages.ROOT.resolve(module).resolve("src"))) {
                files.filter(path -> path.toString().endsWith(".java"))
                        .forEach(path -> classes.addAll(found(TYPE, Pages.text(path))));
            }
        }
        for (Path page : Pages.forUsers()) {
            String prose = Pages.prose(Pages.text(page));
            for (String file : found(SOURCE_FILE, prose)) {
                boolean isExample = file.contains("your_words") || file.contains("/target/");
                assertThat(isExample || Files.exists(Pages.ROOT.resolve(file)))
                        .as("%s names %s", page.getFileName(), file)
                        .isTrue();
            }
            List<String> unknown = found(JAVA_NAME, prose).stream()
                    .filter(name -> !classes.contains(name) && !isKnownElsewhere(name))
                    .toList();
            assertThat(unknown).as("classes named in " + page.getFileName()).isEmpty();
        }
    }

    private static boolean isKnownElsewhere(String name) {
        String text = Pages.all().stream()
                .flatMap(page -> Pages.blocks(Pages.text(page), "java").stream())
                .collect(Collectors.joining());
        return Set.of("LocalDate", "LocalTime", "LocalDateTime", "IllegalArgumentException", "DecimalMax", "DecimalMin")
                        .contains(name)
                || text.contains("class " + name);
    }

    @Test
    void the_page_for_operators_names_every_event_of_the_log() throws Exception {
        TreeSet<String> logged = new TreeSet<>();
        for (String module : List.of("adapters-twilio", "adapters-openai", "adapters-xai", "app")) {
            try (Stream<Path> sources = Files.walk(Pages.ROOT.resolve(module + "/src/main/java"))) {
                for (Path source : sources.filter(path -> path.toString().endsWith(".java"))
                        .toList()) {
                    logged.addAll(found(EVENT, Pages.text(source)));
                }
            }
        }
        Set<String> named = firstCells("docs/operate.md", "event").stream()
                .flatMap(cell -> Stream.of(cell.split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(logged).contains("line-opened", "ended", "draining", "media-started");
        assertThat(named).isEqualTo(logged);
    }

    @Test
    void the_page_for_operators_names_every_reason_with_its_blame() {
        String page = Pages.text("docs/operate.md");
        for (EndReason reason : EndReason.values()) {
            assertThat(Pages.rows(page))
                    .as(reason.name())
                    .anySatisfy(row -> assertThat(row.subList(0, 2))
                            .satisfies(cells -> assertThat(cells.get(0)).contains("`" + reason + "`"))
                            .satisfies(cells -> assertThat(cells.get(1)).isEqualTo("`" + reason.blame() + "`")));
        }
    }

    @Test
    void every_measure_of_the_demo_is_explained_and_every_one_shown_is_real() {
        String table = Pages.text("app/src/main/java/dev/switchhook/app/rehearsal/ScoreTable.java");
        List<String> measures = found(Pattern.compile("row\\(table, \"([^\"]+)\""), table);
        Set<String> explained = firstCells("docs/rehearsal.md", "row of the table");
        String shown = String.join("", Pages.blocks(Pages.text("README.md"), "text"));

        assertThat(measures).isNotEmpty();
        assertThat(explained).containsExactlyInAnyOrderElementsOf(measures);
        assertThat(shown).contains(measures);
    }

    /// The first cells of the table whose first heading is that, without back-quotes.
    private static Set<String> firstCells(String page, String heading) {
        Set<String> cells = new TreeSet<>();
        boolean inside = false;
        for (String line : Pages.text(page).lines().toList()) {
            String first = line.startsWith("|") ? line.split("\\|", -1)[1].strip() : "";
            if (first.equals(heading)) {
                inside = true;
            } else if (first.isEmpty()) {
                inside = false;
            } else if (inside && !first.matches("-+")) {
                cells.add(Pages.plain(first));
            }
        }
        return cells;
    }

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>();
        flatten("", new Yaml().load(Pages.text("app/src/main/resources/application.yml")), keys);
        for (Business business : Businesses.installed()) {
            flatten("", new Yaml().load(Pages.text("app/src/main/resources" + business.documentedKeys())), keys);
        }
        return keys;
    }

    private static void flatten(String prefix, Map<?, ?> section, Set<String> keys) {
        section.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + name + ".", inner, keys);
            } else {
                keys.add(prefix + name);
            }
        });
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .toList();
    }
}
