package dev.switchhook.app.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Checks arguments against the schema that the model was shown, so that what was promised and what is checked
/// cannot differ. Immutable; safe for use by several threads.
///
/// It knows the keywords that a record of parameters can lead to, and refuses a schema with any other one: a promise
/// that nobody checks would be worse than none. A `null` counts as a parameter that was left out.
final class SchemaCheck {

    private static final int MOST_PROBLEMS = 8;
    private static final int LONGEST_NAME = 40;
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "enum",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "items",
            "minItems",
            "maxItems");
    private static final Set<String> TYPES =
            new TreeSet<>(Set.of("object", "array", "string", "integer", "number", "boolean"));
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final ObjectNode schema;

    /// @throws IllegalArgumentException when the schema says something that is not checked here
    SchemaCheck(ObjectNode schema) {
        List<String> mistakes = mistakes(schema);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        this.schema = schema;
    }

    /// What a schema says that is not checked here, one line each.
    static List<String> mistakes(ObjectNode schema) {
        List<String> mistakes = new ArrayList<>();
        if (schema.path("type").asText().equals("object")) {
            mistakes("", schema, mistakes);
        } else {
            mistakes.add("its schema is not that of an object; allowed: {\"type\":\"object\", ...}");
        }
        return mistakes;
    }

    private static void mistakes(String path, JsonNode schema, List<String> mistakes) {
        String where = path.isEmpty() ? "its schema: " : "parameter " + path + ": ";
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!KEYWORDS.contains(keyword.getKey())) {
                mistakes.add(where + "the schema keyword " + PlainText.of(keyword.getKey(), LONGEST_NAME)
                        + " is not checked; allowed: "
                        + String.join(", ", KEYWORDS.stream().sorted().toList()));
            }
        }
        String type = schema.path("type").asText();
        if (!TYPES.contains(type)) {
            mistakes.add(where + "its type is not checked; allowed: " + String.join(", ", TYPES));
        }
        if (schema.has("format") && !schema.path("format").asText().equals("date")) {
            mistakes.add(where + "the format " + schema.path("format") + " is not checked; allowed: date");
        }
        if (!isWhole(schema.path("pattern").asText("^$"))) {
            mistakes.add(where + "the pattern is not usable; allowed: one that begins with ^ and ends with $");
        }
        if (type.equals("object")
                && (schema.path("additionalProperties").asBoolean(true) || !schema.has("properties"))) {
            mistakes.add(where + "an object whose names are not known is not checked; allowed: properties, and"
                    + " additionalProperties: false");
        }
        if (type.equals("array") && !schema.has("items")) {
            mistakes.add(where + "a list of anything is not checked; allowed: items");
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        schema.path("properties")
                .properties()
                .forEach(property -> mistakes(prefix + property.getKey(), property.getValue(), mistakes));
        if (schema.has("items")) {
            mistakes(path + "[]", schema.path("items"), mistakes);
        }
    }

    private static boolean isWhole(String pattern) {
        try {
            return pattern.startsWith("^") && pattern.endsWith("$") && Pattern.compile(pattern) != null;
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    /// What is wrong with these arguments; empty when nothing is. At most the first few problems are named.
    List<Problem> problems(ObjectNode arguments) {
        List<Problem> problems = new ArrayList<>();
        checkObject("", schema, arguments, problems);
        return problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS));
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<Problem> problems) {
        switch (schema.path("type").asText()) {
            case "object" -> checkObject(path, schema, value, problems);
            case "array" -> checkList(path, schema, value, problems);
            case "string" -> checkText(path, schema, value, problems);
            case "integer" ->
                checkNumber(path, schema, value, value.isIntegralNumber() && value.canConvertToLong(), problems);
            case "number" ->
                checkNumber(path, schema, value, value.isNumber() && Double.isFinite(value.doubleValue()), problems);
            default -> {
                if (!value.isBoolean()) {
                    problems.add(new Problem(path, "is not a truth value", "true, false"));
                }
            }
        }
    }

    private static void checkObject(String path, JsonNode schema, JsonNode value, List<Problem> problems) {
        if (!(value instanceof ObjectNode object)) {
            problems.add(new Problem(path, "is not an object", "an object with " + names(schema)));
            return;
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        JsonNode properties = schema.path("properties");
        for (JsonNode required : schema.path("required")) {
            String name = required.asText();
            if (object.path(name).isMissingNode() || object.path(name).isNull()) {
                problems.add(new Problem(prefix + name, "is missing", allowed(properties.path(name))));
            }
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode known = properties.path(entry.getKey());
            if (known.isMissingNode()) {
                problems.add(new Problem(
                        prefix + PlainText.of(entry.getKey(), LONGEST_NAME), "is not a parameter", names(schema)));
            } else if (!entry.getValue().isNull()) {
                check(prefix + entry.getKey(), known, entry.getValue(), problems);
            }
            if (problems.size() >= MOST_PROBLEMS) {
                return;
            }
        }
    }

    private static void checkList(String path, JsonNode schema, JsonNode value, List<Problem> problems) {
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (!value.isArray() || value.size() < least || value.size() > most) {
            problems.add(new Problem(path, "is not such a list", allowed(schema)));
            return;
        }
        Iterator<JsonNode> items = value.iterator();
        for (int i = 0; items.hasNext() && problems.size() < MOST_PROBLEMS; i++) {
            check(path + "[" + i + "]", schema.path("items"), items.next(), problems);
        }
    }

    private static void checkText(String path, JsonNode schema, JsonNode value, List<Problem> problems) {
        if (!value.isTextual()) {
            problems.add(new Problem(path, "is not a text", allowed(schema)));
            return;
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (schema.has("enum") && !texts(schema.path("enum")).contains(text)) {
            problems.add(new Problem(path, "is none of the allowed values", allowed(schema)));
        } else if (schema.has("format") && !isDate(text)) {
            problems.add(new Problem(path, "is not a day of the calendar", allowed(schema)));
        } else if (schema.has("pattern") && !text.matches(schema.path("pattern").asText())) {
            problems.add(new Problem(path, "does not have the right form", allowed(schema)));
        } else if (isDateTime(schema) && !isDate(text.substring(0, text.indexOf('T')))) {
            problems.add(new Problem(path, "is not a day of the calendar", allowed(schema)));
        } else if (length < schema.path("minLength").asInt(0)) {
            problems.add(new Problem(path, "is too short", allowed(schema)));
        } else if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            problems.add(new Problem(path, "is too long", allowed(schema)));
        }
    }

    private static boolean isDateTime(JsonNode schema) {
        return schema.path("pattern").asText().equals(SchemaWriter.DATE_TIME_PATTERN);
    }

    private static boolean isDate(String text) {
        if (!DATE.matcher(text).matches()) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static void checkNumber(
            String path, JsonNode schema, JsonNode value, boolean rightKind, List<Problem> problems) {
        double number = value.doubleValue();
        boolean inRange = number >= schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                && number <= schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)
                && number > schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY)
                && number < schema.path("exclusiveMaximum").asDouble(Double.POSITIVE_INFINITY);
        if (!rightKind || !inRange) {
            problems.add(new Problem(path, rightKind ? "is out of range" : "is not such a number", allowed(schema)));
        }
    }

    /// What a schema allows, in words.
    private static String allowed(JsonNode schema) {
        String kind = schema.path("type").asText();
        if (schema.has("enum")) {
            return String.join(", ", texts(schema.path("enum")));
        }
        return switch (kind) {
            case "object" -> "an object with " + names(schema);
            case "array" ->
                "a list" + bounds(schema, "minItems", "maxItems") + ", each: " + allowed(schema.path("items"));
            case "boolean" -> "true, false";
            case "integer", "number" -> numbers(schema);
            default -> text(schema);
        };
    }

    private static String text(JsonNode schema) {
        if (schema.has("format")) {
            return "YYYY-MM-DD, a day that exists";
        }
        String pattern = schema.path("pattern").asText();
        if (pattern.equals(SchemaWriter.TIME_PATTERN)) {
            return "HH:MM of the 24-hour clock, 00:00 to 23:59";
        }
        if (isDateTime(schema)) {
            return "YYYY-MM-DDTHH:MM, a day that exists and a time of the 24-hour clock";
        }
        String form = pattern.isEmpty() ? "a text" : "a text of the form " + pattern;
        return form + bounds(schema, "minLength", "maxLength");
    }

    private static String numbers(JsonNode schema) {
        String kind =
                schema.path("type").asText().equals("integer") ? "a whole number in digits" : "a number in digits";
        return kind
                + bounds(schema, "minimum", "maximum")
                + (schema.has("exclusiveMinimum") ? ", more than " + schema.path("exclusiveMinimum") : "")
                + (schema.has("exclusiveMaximum") ? ", less than " + schema.path("exclusiveMaximum") : "");
    }

    private static String bounds(JsonNode schema, String least, String most) {
        return (schema.has(least) ? ", at least " + schema.path(least) : "")
                + (schema.has(most) ? ", at most " + schema.path(most) : "");
    }

    /// The names of the parameters.
    static String names(JsonNode schema) {
        List<String> names = schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        return names.isEmpty() ? "no parameter at all" : String.join(", ", names);
    }

    private static Set<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
