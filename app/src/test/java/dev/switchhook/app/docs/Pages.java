package dev.switchhook.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The Markdown pages of the repository.
public final class Pages {

    /// The root of the repository; tests run in the folder of their module.
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("(?m)^```(\\S*)[ ]*\\R(.*?)^```[ ]*$", Pattern.DOTALL);

    /// A fenced block of a page.
    ///
    /// @param language the word behind the fence, possibly empty
    /// @param text what is inside, with its last line break
    public record Block(String language, String text) {}

    private Pages() {}

    /// Every page that people read: those in the root and those below `docs`.
    static List<Path> all() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The pages for users: the README and the pages in `docs`, without the decisions, which tell why things are so.
    static List<Path> forUsers() {
        return all().stream()
                .filter(path -> path.endsWith("README.md") || path.getParent().equals(ROOT.resolve("docs")))
                .toList();
    }

    /// The text of a file, by its path in the repository.
    public static String text(String path) {
        return text(ROOT.resolve(path));
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The fenced blocks of a page, in their order.
    static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(page);
        while (fence.find()) {
            blocks.add(new Block(fence.group(1), fence.group(2)));
        }
        return blocks;
    }

    /// The fenced blocks of one language.
    public static List<String> blocks(String page, String language) {
        return blocks(page).stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /// The page without its fenced blocks.
    static String prose(String page) {
        return FENCE.matcher(page).replaceAll("");
    }

    /// The cells of every row of the tables of a page, without the rows of dashes. Back-quotes stay.
    public static List<List<String>> rows(String page) {
        return prose(page)
                .lines()
                .filter(line -> line.startsWith("|") && !line.matches("[|\\-: ]+"))
                .map(line -> Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /// A cell of the form `text`, without its back-quotes.
    public static String plain(String cell) {
        return cell.replace("`", "");
    }
}
