package dev.switchhook.app.config;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads a YAML document as a flat list of dotted keys, each with the line on which it stands.
///
/// Scalars stay the text that was written: `0123`, `12:30` and `no` are neither numbers nor times nor truth values
/// here, because each setting has its own reader that knows what it expects.
final class Yaml {

    private static final int DEEPEST = 30;

    private final List<Entry> entries = new ArrayList<>();

    /// What stands at a key.
    sealed interface Content {

        /// A text.
        record Text(String text) implements Content {}

        /// Nothing: the key is written without a value.
        record Nothing() implements Content {}

        /// A list of texts.
        record Texts(List<String> texts) implements Content {}
    }

    /// A dotted key, its content, and its line, counted from 1.
    record Entry(String key, Content content, int line) {

        /// The text, if that is what stands there.
        Optional<String> text() {
            return content instanceof Content.Text(String text) ? Optional.of(text) : Optional.empty();
        }
    }

    /// The document cannot be read.
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(int line, String problem) {
            super("line " + line + ": " + problem);
        }

        Unreadable(String problem) {
            super(problem);
        }
    }

    private Yaml() {}

    /// All keys of the document, in their order. An empty document has none.
    static List<Entry> read(Reader document) throws Unreadable {
        try {
            Node root = new org.yaml.snakeyaml.Yaml(new LoaderOptions()).compose(document);
            Yaml yaml = new Yaml();
            if (root != null && !root.getTag().equals(Tag.NULL)) {
                yaml.section("", root, 0);
            }
            return List.copyOf(yaml.entries);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw mark == null ? new Unreadable(oneLine(e.getProblem())) : unreadable(mark, oneLine(e.getProblem()));
        } catch (YAMLException e) {
            throw new Unreadable(oneLine(String.valueOf(e.getMessage())));
        }
    }

    private void section(String prefix, Node node, int depth) throws Unreadable {
        if (!(node instanceof MappingNode mapping)) {
            throw unreadable(node.getStartMark(), "'key: value' was expected");
        }
        if (depth > DEEPEST) {
            throw unreadable(node.getStartMark(), "is nested too deeply");
        }
        for (NodeTuple pair : mapping.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode name)) {
                throw unreadable(pair.getKeyNode().getStartMark(), "a key must be a text");
            }
            String key = prefix + name.getValue();
            int line = name.getStartMark().getLine() + 1;
            if (entries.stream().anyMatch(entry -> entry.key().equals(key))) {
                throw new Unreadable(line, "'" + key + "' stands there twice");
            }
            entry(key, pair.getValueNode(), line, depth);
        }
    }

    private void entry(String key, Node value, int line, int depth) throws Unreadable {
        switch (value) {
            case MappingNode section when !section.getValue().isEmpty() -> section(key + ".", section, depth + 1);
            case SequenceNode list -> entries.add(new Entry(key, new Content.Texts(texts(list)), line));
            case ScalarNode scalar
            when !scalar.getTag().equals(Tag.NULL) ->
                entries.add(new Entry(key, new Content.Text(scalar.getValue()), line));
            default -> entries.add(new Entry(key, new Content.Nothing(), line));
        }
    }

    private static List<String> texts(SequenceNode list) throws Unreadable {
        List<String> texts = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                throw unreadable(item.getStartMark(), "a list may only hold texts");
            }
            texts.add(scalar.getValue());
        }
        return List.copyOf(texts);
    }

    private static Unreadable unreadable(Mark mark, String problem) {
        return new Unreadable(mark.getLine() + 1, problem);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
