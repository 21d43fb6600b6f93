package dev.switchhook.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// The contract test on the page compiles, and passes; the page's figures are those of the contract.
class AddAProviderPageTest {

    private static final String PAGE = Pages.text("docs/add-a-provider.md");

    @Test
    void the_contract_test_on_the_page_passes() throws Exception {
        TestExecutionSummary summary = Compiled.of(Pages.blocks(PAGE, "java"))
                .tested("dev.switchhook.app.another.AnotherSpeechModelContractTest");

        assertThat(summary.getTestsFoundCount()).isEqualTo(92);
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(60);
    }

    @Test
    void the_page_counts_the_promises_and_the_lines_as_they_are() {
        List<List<String>> rows = Pages.rows(PAGE);
        String kit = "domain/src/test/java/dev/switchhook/domain/testkit/";
        String third = "app/src/test/java/dev/switchhook/app/third/";

        assertThat(rows.stream()
                        .filter(row -> Pages.plain(row.getFirst()).endsWith("Promises"))
                        .mapToInt(row -> {
                            int promises = count(Pages.text(kit + Pages.plain(row.getFirst()) + ".java"), "@Test");
                            assertThat(row.get(1)).as(row.getFirst()).isEqualTo(String.valueOf(promises));
                            return promises;
                        })
                        .sum())
                .isEqualTo(92);
        assertThat(rows.stream()
                        .filter(row -> Pages.plain(row.getFirst()).startsWith("Third"))
                        .peek(row -> assertThat(row.get(1))
                                .as(row.getFirst())
                                .isEqualTo(String.join(
                                        ", ",
                                        Stream.of(Pages.plain(row.getFirst()).split(", "))
                                                .map(name -> String.valueOf(Pages.text(third + name + ".java")
                                                        .lines()
                                                        .count()))
                                                .toList()))))
                .hasSize(5);
    }

    private static int count(String text, String word) {
        return (int) text.lines().filter(line -> line.strip().startsWith(word)).count();
    }
}
