package dev.switchhook.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What only the source text shows: rules 3, 9 and 10 of ARCHITECTURE.md.
class SourceTextTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VENDOR_WORD = Pattern.compile(
            "twilio|openai|\\bxai\\b|x\\.ai|grok|streamSid|session\\.update|callSid", Pattern.CASE_INSENSITIVE);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:\\w+ |non-sealed )*(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern SLEEP = Pattern.compile("Thread\\s*\\.\\s*sleep|\\bSECONDS\\.sleep|\\.sleep\\(");
    private static final Pattern MOCK_OF_OURS =
            Pattern.compile("(?:mock|spy)\\((\\w+)\\.class\\)|@(?:Mock|Spy)\\s+(?:private |final )*(\\w+)");

    @Test
    void there_is_source_to_read() {
        assertThat(sources("domain/src/main")).hasSizeGreaterThan(50);
        assertThat(sources("adapters-twilio/src/test")).isNotEmpty();
    }

    @Test
    void rule_3_the_domain_speaks_no_vendor_word() {
        assertThat(offenders(sources("domain/src/main"), VENDOR_WORD)).isEmpty();
    }

    @Test
    void rule_9_no_test_and_no_program_sleeps() {
        List<Path> all = allSources();
        all.removeIf(path -> path.endsWith("SourceTextTest.java") || path.endsWith("PurityTest.java"));
        assertThat(offenders(all, SLEEP)).isEmpty();
    }

    @Test
    void rule_9_no_type_of_ours_is_mocked() {
        List<String> ours = allSources().stream()
                .map(path -> path.getFileName().toString().replace(".java", ""))
                .toList();
        List<String> mocked = new ArrayList<>();
        for (Path source : allSources()) {
            Matcher mock = MOCK_OF_OURS.matcher(read(source));
            while (mock.find()) {
                String type = mock.group(1) != null ? mock.group(1) : mock.group(2);
                if (ours.contains(type)) {
                    mocked.add(source + ": " + type);
                }
            }
        }
        assertThat(mocked).isEmpty();
    }

    @Test
    void rule_10_every_public_type_says_what_it_is() {
        List<String> silent = new ArrayList<>();
        for (Path source : allSources()) {
            String text = read(source);
            Matcher type = PUBLIC_TYPE.matcher(text);
            while (type.find()) {
                String before = text.substring(0, type.start())
                        .replaceAll("(?m)^@.*(?:\\R(?: |\\)).*)*$", "")
                        .stripTrailing();
                String lastLine = before.substring(before.lastIndexOf('\n') + 1);
                if (!lastLine.startsWith("///") && !lastLine.endsWith("*/")) {
                    silent.add(ROOT.relativize(source) + ": " + type.group(1));
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static List<String> offenders(List<Path> sources, Pattern forbidden) {
        List<String> found = new ArrayList<>();
        for (Path source : sources) {
            Matcher match = forbidden.matcher(read(source));
            if (match.find()) {
                found.add(ROOT.relativize(source) + ": " + match.group());
            }
        }
        return found;
    }

    private static List<Path> allSources() {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("domain", "adapters-twilio", "adapters-openai", "adapters-xai", "app")) {
            all.addAll(sources(module + "/src"));
        }
        return all;
    }

    private static List<Path> sources(String folder) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(path -> path.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
