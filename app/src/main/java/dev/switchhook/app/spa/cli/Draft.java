package dev.switchhook.app.spa.cli;

import java.util.Map;

/// An appointment as a file tells it, before anybody has looked whether it can be.
///
/// @param line where it begins in the file, counted from 1
/// @param fields what is told; what is missing is empty
record Draft(int line, Map<Field, String> fields) {

    Draft {
        fields = Map.copyOf(fields);
    }

    /// What is told about a field, without spaces around it; empty for nothing.
    String get(Field field) {
        return fields.getOrDefault(field, "").strip();
    }
}
