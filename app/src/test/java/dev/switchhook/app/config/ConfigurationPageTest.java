package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.business.Businesses;
import dev.switchhook.app.docs.Pages;
import dev.switchhook.domain.settings.SettingsReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of docs/configuration.md say what `application.yml` and the readers of the settings do.
class ConfigurationPageTest {

    private static final Pattern RANGE = Pattern.compile("([0-9.]+) to ([0-9.]+)\\b.*");
    private static final String NONE = "none";

    private static List<List<String>> rows() {
        // What the page tells of a business that was deleted concerns nobody.
        Set<String> ours = documented().stream()
                .map(entry -> section(SettingsReader.environmentName(entry.key())))
                .collect(Collectors.toSet());
        return Pages.rows(Pages.text("docs/configuration.md")).stream()
                .filter(row -> !row.getFirst().equals("environment"))
                .filter(row -> !Businesses.installed().isEmpty() || ours.contains(section(Pages.plain(row.getFirst()))))
                .toList();
    }

    private static String section(String variable) {
        return variable.substring(0, variable.indexOf('_'));
    }

    private static List<Yaml.Entry> documented() {
        try {
            return DocumentedDefaultsTest.documented();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_key_stands_there_with_its_default_and_no_other() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (Yaml.Entry entry : documented()) {
            expected.put(
                    "`" + SettingsReader.environmentName(entry.key()) + "`",
                    entry.text().map(text -> "`" + text + "`").orElse(NONE));
        }
        Map<String, String> written = new TreeMap<>();
        rows().forEach(row -> assertThat(written.put(row.get(0), row.get(1)))
                .as("%s stands there once", row.get(0))
                .isNull());

        assertThat(written).isEqualTo(expected);
    }

    @Test
    void every_row_has_a_range_and_a_reason() {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row).hasSize(4);
            assertThat(row.get(2)).isNotBlank();
            assertThat(row.get(3)).isNotBlank();
        });
    }

    @Test
    void a_range_holds_its_ends_and_nothing_beyond() throws Exception {
        int checked = 0;
        for (Yaml.Entry entry : documented()) {
            String name = SettingsReader.environmentName(entry.key());
            Matcher range = RANGE.matcher(rows().stream()
                    .filter(row -> Pages.plain(row.getFirst()).equals(name))
                    .findFirst()
                    .orElseThrow()
                    .get(2));
            if (!range.matches() || range.group().contains("characters")) {
                continue;
            }
            checked++;
            BigDecimal least = new BigDecimal(range.group(1));
            BigDecimal most = new BigDecimal(range.group(2));
            BigDecimal step = name.endsWith("THRESHOLD") ? new BigDecimal("0.01") : BigDecimal.ONE;
            assertThat(mistakes(entry.key(), least)).as("%s=%s", name, least).isEmpty();
            assertThat(mistakes(entry.key(), most)).as("%s=%s", name, most).isEmpty();
            assertThat(mistakes(entry.key(), least.subtract(step))).as(name).hasSize(1);
            assertThat(mistakes(entry.key(), most.add(step))).as(name).hasSize(1);
        }
        assertThat(checked).isGreaterThan(14);
    }

    private static List<String> mistakes(String key, BigDecimal value) {
        Map<String, String> values = new HashMap<>(Map.of(
                "switchhook.public-url", "https://calls.example.com",
                "switchhook.provider", "rehearsal",
                "twilio.account-sid", "AC0123456789abcdef0123456789abcdef",
                "twilio.auth-token", "token"));
        values.put(key, value.toPlainString());
        SettingsReader reader = new SettingsReader(wanted -> Optional.ofNullable(values.get(wanted)));
        AppSettings.read(reader, true);
        return reader.mistakes();
    }
}
