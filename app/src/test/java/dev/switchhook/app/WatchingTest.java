package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.app.docs.Pages;
import dev.switchhook.app.metrics.PromQl;
import dev.switchhook.app.metrics.PrometheusText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;

/// What operators watch with, compared with what a running program really tells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingTest {

    /// What Prometheus adds by itself.
    private static final Set<String> ADDED = Set.of("instance", "job");

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CODE = Pattern.compile("`([a-z_*]+)(?:\\{[a-z_,]*})?`");
    private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

    private PrometheusText scrape = new PrometheusText(Map.of(), Map.of());

    @BeforeAll
    void start() throws Exception {
        try (OtlpCollector collector = new OtlpCollector();
                Theatre theatre = new Theatre(Map.of(
                        "switchhook.tracing.otlp-endpoint", collector.origin().toString()))) {
            // The collector of the virtual machine counts its pauses from the first one on.
            System.gc();
            Scene scene = theatre.scene(Clerk::brief);
            ShortCall.assertEndedByUs(scene, scene.callAndWait(ShortCall.PLAN));
            scrape = PrometheusText.parse(Scrapes.of(theatre.managementPort()));
        }
    }

    @AfterAll
    void forget() {
        scrape = new PrometheusText(Map.of(), Map.of());
    }

    /// The family of a sample or of a selected metric, with its type.
    private String family(String metric) {
        if (scrape.types().containsKey(metric)) {
            return metric;
        }
        for (String part : PARTS) {
            if (metric.endsWith(part)
                    && scrape.types().containsKey(metric.substring(0, metric.length() - part.length()))) {
                return metric.substring(0, metric.length() - part.length());
            }
        }
        throw new AssertionError(
                metric + " is not told; told are " + scrape.types().keySet());
    }

    @Test
    void every_metric_is_documented_and_every_documented_metric_is_told() {
        Set<String> documented = new TreeSet<>();
        String page = Pages.text("docs/operate.md");
        for (List<String> row : Pages.rows(
                page.substring(page.indexOf("| metric | what it says |"), page.indexOf("## When an alert")))) {
            Matcher name = CODE.matcher(row.getFirst());
            while (name.find()) {
                documented.add(name.group(1));
            }
        }
        // The models of this theatre are none of those whose adapters count.
        documented.remove("provider_oddities_total");
        Set<String> told = new TreeSet<>();
        for (String family : scrape.types().keySet()) {
            String name = scrape.types().get(family).equals("counter") && !family.endsWith("_total")
                    ? family + "_total"
                    : family;
            // The longest of a timer's values is a gauge beside it.
            String timer = name.endsWith("_max") ? name.substring(0, name.length() - "_max".length()) : name;
            told.add(scrape.types().containsKey(timer) ? timer : name);
        }

        assertThat(told).allSatisfy(name -> assertThat(documented).anyMatch(known -> matches(known, name)));
        assertThat(documented).allSatisfy(known -> assertThat(told).anyMatch(name -> matches(known, name)));
        assertThat(told).hasSizeGreaterThan(40);
    }

    private static boolean matches(String known, String name) {
        return known.endsWith("*") ? name.startsWith(known.substring(0, known.length() - 1)) : known.equals(name);
    }

    @Test
    void every_expression_of_the_dashboard_asks_for_what_is_told() throws Exception {
        JsonNode dashboard = JsonMapper.builder().build().readTree(Pages.text("docs/grafana/switchhook.json"));
        List<String> expressions = new ArrayList<>();
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            assertThat(panel.get("title").asText()).isNotBlank();
            for (JsonNode target : panel.path("targets")) {
                expressions.add(target.get("expr").asText());
                legend(target);
            }
        }

        assertThat(expressions).hasSizeGreaterThan(30).allSatisfy(this::asksForWhatIsTold);
    }

    /// A legend shows labels that the expression has kept.
    private static void legend(JsonNode target) {
        Matcher label = Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(target.get("legendFormat").asText());
        PromQl expression = PromQl.parse(target.get("expr").asText());
        while (label.find()) {
            if (!expression.grouped().isEmpty()) {
                assertThat(expression.grouped()).contains(label.group(1));
            }
        }
    }

    @Test
    void every_alert_asks_for_what_is_told_and_says_what_to_do() {
        Map<?, ?> file = new Yaml().load(Pages.text("docs/prometheus/alerts.yml"));
        Set<String> anchors = anchors(Pages.text("docs/operate.md"));
        Set<String> names = new TreeSet<>();
        for (Object group : (List<?>) file.get("groups")) {
            for (Object each : (List<?>) ((Map<?, ?>) group).get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) each;
                String name = String.valueOf(rule.get("alert"));
                assertThat(names.add(name)).as(name).isTrue();
                asksForWhatIsTold(String.valueOf(rule.get("expr")));
                assertThat(((Map<?, ?>) rule.get("labels")).get("severity"))
                        .as(name)
                        .isIn("page", "ticket");
                Map<?, ?> notes = (Map<?, ?>) rule.get("annotations");
                assertThat(String.valueOf(notes.get("summary"))).as(name).hasSizeGreaterThan(10);
                String runbook = String.valueOf(notes.get("runbook"));
                assertThat(runbook).as(name).startsWith("docs/operate.md#");
                assertThat(anchors).as(name).contains(runbook.substring(runbook.indexOf('#') + 1));
            }
        }
        assertThat(names).hasSizeGreaterThan(15);
    }

    private static Set<String> anchors(String page) {
        Set<String> anchors = new TreeSet<>();
        page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    private void asksForWhatIsTold(String expression) {
        PromQl read = PromQl.parse(expression);
        assertThat(read.selectors()).as(expression).isNotEmpty();
        Set<String> labels = new TreeSet<>();
        for (PromQl.Selector selector : read.selectors()) {
            if (selector.metric().equals("up")) {
                continue;
            }
            String type = String.valueOf(scrape.types().get(family(selector.metric())));
            boolean grows = type.equals("counter") || PARTS.stream().anyMatch(selector.metric()::endsWith);
            assertThat(selector.rate())
                    .as("%s is a %s in %s", selector.metric(), type, expression)
                    .isEqualTo(grows);
            List<Map.Entry<String, String>> told = told(selector.metric());
            assertThat(scrape.samples().keySet())
                    .as(expression)
                    .anyMatch(sample -> sample.equals(selector.metric()) || sample.startsWith(selector.metric() + "{"));
            told.forEach(label -> labels.add(label.getKey()));
            for (PromQl.Label label : selector.matchers()) {
                for (String value : label.values()) {
                    assertThat(told).as(expression).contains(Map.entry(label.name(), value));
                }
            }
        }
        labels.addAll(ADDED);
        assertThat(labels).as(expression).containsAll(read.grouped());
    }

    private List<Map.Entry<String, String>> told(String metric) {
        List<Map.Entry<String, String>> labels = new ArrayList<>();
        for (String sample : scrape.samples().keySet()) {
            if (sample.startsWith(metric + "{")) {
                Matcher label = LABEL.matcher(sample);
                while (label.find()) {
                    labels.add(Map.entry(label.group(1), label.group(2)));
                }
            }
        }
        return labels;
    }
}
