package dev.switchhook.app.console.calls;

import dev.switchhook.app.filing.Criteria;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The form of the list of calls as somebody has filled it in. Read by templates. Immutable.
///
/// @param typed what stands in its fields, without those that are empty
/// @param problems what is wrong, by field
/// @param criteria what is looked for; of no use when there is a problem
/// @param before where the former page has ended
public record CallForm(
        Map<String, String> typed, Map<String, String> problems, Criteria criteria, OptionalLong before) {

    /// The fields, in their order.
    static final List<String> FIELDS =
            List.of("day", "through", "ending", "blame", "assistant", "tool", "words", "longer", "shorter", "caller");

    /// The name under which it is said where a page begins.
    static final String BEFORE = "before";

    /// Keeps its own copies.
    public CallForm {
        typed = Map.copyOf(typed);
        problems = Map.copyOf(problems);
    }

    /// What stands in a field; empty when nothing does.
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /// What is wrong with a field; empty when nothing is.
    public String problem(String field) {
        return problems.getOrDefault(field, "");
    }

    /// The value of `aria-invalid` of a field; null when nothing is wrong with it.
    public @Nullable String invalid(String field) {
        return problems.containsKey(field) ? "true" : null;
    }

    /// The value of `aria-describedby` of a field; null when nothing is wrong with it.
    public @Nullable String describedBy(String field) {
        return problems.containsKey(field) ? field + "-problem" : null;
    }

    /// What is wrong, for the top of the page.
    public String trouble() {
        return problems.getOrDefault(BEFORE, "Nothing was looked for, because something in the form is wrong.");
    }

    /// Whether every call is looked for.
    public boolean isEmpty() {
        return typed.isEmpty();
    }

    /// The address of the newest page of this search.
    public String newest() {
        return "/console/calls" + query("");
    }

    /// The address of the page that begins there.
    public String after(long number) {
        return "/console/calls" + query(BEFORE + "=" + number);
    }

    /// The address of the file of the page that is shown.
    public String file() {
        return "/console/calls.json" + query(before.isPresent() ? BEFORE + "=" + before.getAsLong() : "");
    }

    private String query(String more) {
        String query = FIELDS.stream()
                .filter(typed::containsKey)
                .map(field -> field + "=" + URLEncoder.encode(value(field), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String all = query.isEmpty() || more.isEmpty() ? query + more : query + "&" + more;
        return all.isEmpty() ? "" : "?" + all;
    }
}
