package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;

/// Strict reading of a JSON object at a named place: what is not asked for must not be there. A pure value.
///
/// @param path where it stands, as the server names it in an error, for example `session.audio`; empty at the top
/// @param node the object
record Shape(String path, JsonNode node) {

    String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /// Refuses any field that is not allowed.
    Shape only(Collection<String> allowed) throws Breach {
        if (!node.isObject()) {
            throw Breach.invalid(path, "an object is expected");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!allowed.contains(name)) {
                throw Breach.unknown(at(name));
            }
        }
        return this;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    JsonNode get(String field) {
        return node.path(field);
    }

    Shape inside(String field) {
        return new Shape(at(field), node.path(field));
    }

    /// A text that must be there.
    String text(String field) throws Breach {
        if (!node.has(field)) {
            throw Breach.missing(at(field));
        }
        if (!node.path(field).isTextual()) {
            throw Breach.invalid(at(field), "a string is expected");
        }
        return node.path(field).textValue();
    }

    /// A text that must be there and be one of these.
    String oneOf(String field, Set<String> allowed) throws Breach {
        String value = text(field);
        if (!allowed.contains(value)) {
            throw Breach.invalid(
                    at(field),
                    "supported values are "
                            + String.join(", ", allowed.stream().sorted().toList()));
        }
        return value;
    }

    /// A whole number that must be there.
    long whole(String field, long least, long most) throws Breach {
        if (!node.has(field)) {
            throw Breach.missing(at(field));
        }
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
            throw Breach.invalid(at(field), "a whole number from " + least + " to " + most + " is expected");
        }
        return value.longValue();
    }

    /// A number that may be there.
    void numberIfAny(String field, double least, double most) throws Breach {
        JsonNode value = node.path(field);
        if (!value.isMissingNode()
                && (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most)) {
            throw Breach.invalid(at(field), "a number from " + least + " to " + most + " is expected");
        }
    }

    /// A list of texts that may be there.
    void textsIfAny(String field) throws Breach {
        JsonNode value = node.path(field);
        boolean texts = value.isArray();
        for (JsonNode element : value) {
            texts &= element.isTextual();
        }
        if (!value.isMissingNode() && !texts) {
            throw Breach.invalid(at(field), "a list of strings is expected");
        }
    }

    /// A truth value that may be there.
    void truthIfAny(String field) throws Breach {
        if (node.has(field) && !node.path(field).isBoolean()) {
            throw Breach.invalid(at(field), "a boolean is expected");
        }
    }
}
