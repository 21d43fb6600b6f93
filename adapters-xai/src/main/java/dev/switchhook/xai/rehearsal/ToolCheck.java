package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the provider refuses in the tools of a session, and what is known to go wrong with them (wire/xai.md 2 and 4).
/// Pure.
final class ToolCheck {

    private static final Map<String, Set<String>> KEYS = Map.of(
            "function", Set.of("type", "name", "description", "parameters", "function"),
            "web_search",
                    Set.of(
                            "type",
                            "allowed_domains",
                            "excluded_domains",
                            "enable_image_understanding",
                            "location",
                            "user_location"),
            "x_search",
                    Set.of(
                            "type",
                            "allowed_x_handles",
                            "excluded_x_handles",
                            "from_date",
                            "to_date",
                            "enable_image_understanding",
                            "enable_video_understanding"),
            "file_search", Set.of("type", "vector_store_ids", "max_num_results"),
            "mcp",
                    Set.of(
                            "type",
                            "server_url",
                            "server_label",
                            "server_description",
                            "allowed_tools",
                            "authorization",
                            "headers"));

    private ToolCheck() {}

    /// What is lived with, but should not be, in words.
    static List<String> hazards(JsonNode tools) {
        List<String> hazards = new ArrayList<>();
        for (JsonNode tool : tools) {
            Set<String> known = KEYS.getOrDefault(tool.path("type").asText(), Set.of());
            tool.fieldNames().forEachRemaining(key -> {
                if (!known.contains(key)) {
                    hazards.add("the key " + key + " of a tool is ignored by this provider");
                }
            });
            if (KEYS.containsKey(nameOf(tool))) {
                hazards.add("a function has the name of the tool " + nameOf(tool) + ", which the provider runs");
            }
        }
        return hazards;
    }

    static Optional<String> problemOf(JsonNode tools) {
        for (JsonNode tool : tools) {
            Optional<String> problem = problemOfOne(tool);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problemOfOne(JsonNode tool) {
        return switch (tool.path("type").asText()) {
            case "function" -> SessionCheck.when(nameOf(tool).isEmpty(), "a function needs a name");
            case "web_search" -> lists(tool, "allowed_domains", "excluded_domains", 5);
            case "x_search" -> lists(tool, "allowed_x_handles", "excluded_x_handles", 20);
            case "file_search" ->
                SessionCheck.when(
                        tool.path("vector_store_ids").isEmpty()
                                || SessionCheck.outside(tool.path("max_num_results"), 1, 50),
                        "file_search needs vector_store_ids, and a sensible max_num_results");
            case "mcp" ->
                SessionCheck.when(
                        tool.path("server_url").asText().isEmpty()
                                || tool.path("server_label").asText().isEmpty(),
                        "mcp needs server_url and server_label");
            default -> Optional.of("a tool of an unknown type");
        };
    }

    private static Optional<String> lists(JsonNode tool, String allowed, String excluded, int most) {
        int first = tool.path(allowed).size();
        int second = tool.path(excluded).size();
        return SessionCheck.when(
                (first > 0 && second > 0) || first > most || second > most,
                allowed + " and " + excluded + " exclude each other, and hold at most " + most + " entries");
    }

    private static String nameOf(JsonNode tool) {
        if (!tool.path("type").asText().equals("function")) {
            return "";
        }
        return tool.path("name").asText(tool.at("/function/name").asText());
    }
}
