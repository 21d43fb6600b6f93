package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The names of the [PersonalData] in a record, and JSON text without their values.
final class PersonalNames {

    private static final String MASK = "(not kept)";

    private PersonalNames() {}

    /// The names of the components that are marked, those of nested records and of records in lists included. What is
    /// no
    /// record has none.
    static Set<String> in(Class<?> type) {
        Set<String> names = new HashSet<>();
        collect(type, names, new HashSet<>());
        return names;
    }

    private static void collect(Type type, Set<String> names, Set<Type> seen) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, names, seen);
            }
        } else if (type instanceof Class<?> record && record.isRecord() && seen.add(type)) {
            for (RecordComponent component : record.getRecordComponents()) {
                if (component.isAnnotationPresent(PersonalData.class)) {
                    names.add(component.getName());
                }
                collect(component.getGenericType(), names, seen);
            }
        }
    }

    /// The JSON text with every value of such a name replaced. A text that is no JSON object is not kept at all.
    static String masked(String json, Set<String> names) {
        if (names.isEmpty()) {
            return json;
        }
        try {
            if (ArgumentText.STRICT.readTree(json) instanceof ObjectNode object) {
                mask(object, names);
                return object.toString();
            }
            return MASK;
        } catch (JsonProcessingException _) {
            return MASK;
        }
    }

    private static void mask(JsonNode node, Set<String> names) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    if (names.contains(member.getKey()) && !member.getValue().isNull()) {
                        object.put(member.getKey(), MASK);
                    } else {
                        mask(member.getValue(), names);
                    }
                }
            }
            case ArrayNode list -> list.forEach(item -> mask(item, names));
            default -> {
                // A plain value under a name that is not marked.
            }
        }
    }
}
