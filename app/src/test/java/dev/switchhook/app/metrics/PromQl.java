package dev.switchhook.app.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an expression of Prometheus names. It reads as much of the language as our expressions use.
///
/// @param selectors the metrics that are selected
/// @param grouped the labels that are kept by aggregations
public record PromQl(List<Selector> selectors, List<String> grouped) {

    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[a-zA-Z_:][a-zA-Z0-9_:]*|\\[[^]]*]|[0-9.]+|\\S");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]\\w*)(=~|!=|!~|=)\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring");

    /// One metric of an expression.
    ///
    /// @param matchers what its labels must be
    /// @param rate whether it is asked how quickly it grows
    public record Selector(String metric, List<Label> matchers, boolean rate) {}

    /// What a label must be.
    public record Label(String name, String operator, String value) {

        /// The values that are named.
        public List<String> values() {
            return List.of(value.split("\\|", -1));
        }
    }

    /// Reads an expression.
    public static PromQl parse(String expression) {
        List<Selector> selectors = new ArrayList<>();
        List<String> grouped = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        int from = 0;
        while (token.find(from)) {
            String word = token.group();
            from = token.end();
            String rest = expression.substring(from).stripLeading();
            if (!word.matches("[a-zA-Z_:][a-zA-Z0-9_:]*") || WORDS.contains(word)) {
                continue;
            }
            if (GROUPING.contains(word)) {
                int end = expression.indexOf(')', from);
                for (String label : expression
                        .substring(expression.indexOf('(', from) + 1, end)
                        .split(",", -1)) {
                    grouped.add(label.strip());
                }
                from = end + 1;
            } else if (!rest.startsWith("(") && !followedByGrouping(rest)) {
                List<Label> labels = new ArrayList<>();
                if (rest.startsWith("{")) {
                    int end = expression.indexOf('}', from);
                    Matcher label = MATCHER.matcher(expression.substring(from, end));
                    while (label.find()) {
                        labels.add(new Label(label.group(1), label.group(2), label.group(3)));
                    }
                    from = end + 1;
                }
                boolean range = expression.substring(from).stripLeading().startsWith("[");
                selectors.add(new Selector(word, List.copyOf(labels), range));
            }
        }
        return new PromQl(List.copyOf(selectors), List.copyOf(grouped));
    }

    private static boolean followedByGrouping(String rest) {
        return GROUPING.stream().anyMatch(word -> rest.startsWith(word + " "));
    }
}
