package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.docs.Pages;
import dev.switchhook.domain.claim.Claim;
import dev.switchhook.domain.claim.Claims;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What counts as a claim in the languages that come with the program: the sentences in `claims/LANGUAGE.txt` below the
/// tests' resources, each with what it claims.
class ClaimPacksTest {

    private static final String FILE = "```text\n";

    private static String found(Claims claims, String text) {
        return claims.in(text).stream()
                .map(claim -> claim.kind() + (claim.deed() ? "" : "*"))
                .collect(Collectors.joining(" "));
    }

    private static List<String> sentences(String language) throws IOException {
        try (InputStream table = ClaimPacksTest.class.getResourceAsStream("/claims/" + language + ".txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "en")
    void every_sentence_of_the_table_claims_what_it_says_and_nothing_else(String language) throws IOException {
        Claims claims = new Claims(List.of(ClaimPacks.of(language)));
        List<String> wrong = new ArrayList<>();
        int claiming = 0;
        int claimless = 0;
        for (String line : sentences(language)) {
            int bar = line.indexOf('|');
            String expected = line.substring(bar + 1).strip();
            String found = found(claims, line.substring(0, bar).strip());
            if (!found.equals(expected)) {
                wrong.add(line + "  found: " + found);
            }
            claiming += expected.isEmpty() ? 0 : 1;
            claimless += expected.isEmpty() ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        assertThat(claiming).isGreaterThanOrEqualTo(40);
        assertThat(claimless).isGreaterThanOrEqualTo(40);
    }

    @Test
    void every_language_has_a_pack_that_knows_the_same_claims() {
        for (String language : ClaimPacks.LANGUAGES) {
            assertThat(ClaimPacks.of(language).kinds())
                    .as(language)
                    .containsExactlyInAnyOrder("booked", "moved", "cancelled");
        }
    }

    /// The page is carried out: its file of phrases is read as a setting, and its table is what they find.
    @Test
    void the_phrases_in_docs_claims_find_what_its_table_says(@TempDir Path folder) throws IOException {
        String page = Pages.text("docs/claims.md");
        int begin = page.indexOf(FILE) + FILE.length();
        Path file = Files.writeString(folder.resolve("own.txt"), page.substring(begin, page.indexOf("```", begin)));
        Claims claims = claims(file.toString());
        List<String> rows = page.substring(page.indexOf("With the file above:"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.contains("it claims"))
                .toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(6);
        for (String row : rows) {
            String[] cells = row.split("\\|", -1);
            String found = claims.in(cells[1].strip()).stream()
                    .map(claim -> "`" + claim.kind() + (claim.deed() ? "`" : " stands`"))
                    .collect(Collectors.joining(", "));
            assertThat(found.isEmpty() ? "nothing" : found).as(row).isEqualTo(cells[2].strip());
        }
        assertThat(found(claims, "I've booked you for three.")).isEqualTo("booked");
    }

    private static Claims claims(String file) {
        return Settings.read(Settings.serving("SWITCHHOOK_CALLS_CLAIM_PHRASES", file))
                .calls()
                .claims();
    }

    @Test
    void a_file_that_is_wrong_or_missing_is_a_mistake_that_names_the_line(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("own.txt"), "[listed]\ni('ve put you\n");
        assertThatThrownBy(() -> claims(wrong.toString()))
                .hasMessageContaining("SWITCHHOOK_CALLS_CLAIM_PHRASES")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> claims(folder.resolve("none.txt").toString())).hasMessageContaining("cannot be read");
    }

    @Test
    void claims_are_found_in_the_middle_of_a_long_reply_with_the_place_where_they_end() {
        String reply = "Wonderful, thank you, Maria. I've booked you for Thursday at 3 p.m. with Anna. "
                + "Shall I book anything else? I've not cancelled the old one yet, but your facial is moved.";
        List<Claim> claims = new Claims(List.of(ClaimPacks.of("en"))).in(reply);
        assertThat(claims).extracting(Claim::kind).containsExactly("booked", "moved");
        assertThat(reply.substring(0, claims.getFirst().endsAt())).endsWith("I've booked");
        assertThat(reply.substring(0, claims.getLast().endsAt())).endsWith("facial is moved");
    }
}
