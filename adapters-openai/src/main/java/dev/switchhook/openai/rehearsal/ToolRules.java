package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What the server accepts as tools and as the choice among them, in a session and in a request for a reply
/// (`wire/openai.md` 2.1 and 5). Pure functions.
final class ToolRules {

    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> MCP = Set.of(
            "type",
            "server_label",
            "server_url",
            "connector_id",
            "tunnel_id",
            "authorization",
            "headers",
            "server_description",
            "allowed_tools",
            "require_approval",
            "defer_loading",
            "allowed_callers");

    private ToolRules() {}

    /// Checks them.
    ///
    /// @param known the tools that the session has already; a choice may name one of those, unless the update
    ///     brings others
    static void check(Shape holder, JsonNode known) throws Breach {
        JsonNode tools = holder.get("tools");
        if (!tools.isMissingNode() && !tools.isArray()) {
            throw Breach.invalid(holder.at("tools"), "an array is expected");
        }
        Set<String> labels = new HashSet<>();
        int number = 0;
        for (JsonNode node : tools) {
            Shape tool = new Shape(holder.at("tools[" + number++ + "]"), node);
            if (tool.oneOf("type", Set.of("function", "mcp")).equals("mcp")) {
                server(tool, labels);
            } else {
                function(tool);
            }
        }
        if (holder.has("tool_choice")) {
            choice(holder, tools.isMissingNode() ? known : tools);
        }
    }

    private static void function(Shape tool) throws Breach {
        tool.only(Set.of("type", "name", "description", "parameters"));
        if (!TOOL_NAME.matcher(tool.text("name")).matches()) {
            throw Breach.invalid(tool.at("name"), "1 to 64 of a-z, A-Z, 0-9, _ and - are expected");
        }
        tool.inside("parameters").oneOf("type", Set.of("object"));
    }

    private static void server(Shape tool, Set<String> labels) throws Breach {
        tool.only(MCP);
        if (!labels.add(tool.text("server_label"))) {
            throw Breach.invalid(tool.at("server_label"), "the label is used already");
        }
        if (!tool.has("server_url") && !tool.has("connector_id") && !tool.has("tunnel_id")) {
            throw Breach.missing(tool.at("server_url"));
        }
        if (tool.has("authorization") && tool.get("headers").has("Authorization")) {
            throw Breach.invalid(tool.at("authorization"), "headers hold another one");
        }
        if (!tool.get("allowed_tools").isObject()) {
            tool.textsIfAny("allowed_tools");
        }
        if (tool.has("require_approval") && !tool.get("require_approval").isObject()) {
            tool.oneOf("require_approval", Set.of("always", "never"));
        }
    }

    private static void choice(Shape holder, JsonNode tools) throws Breach {
        if (holder.get("tool_choice").isTextual()) {
            holder.oneOf("tool_choice", Set.of("auto", "none", "required"));
            return;
        }
        Shape choice = holder.inside("tool_choice");
        boolean function = choice.oneOf("type", Set.of("function", "mcp")).equals("function");
        choice.only(function ? Set.of("type", "name") : Set.of("type", "server_label", "name"));
        String field = function ? "name" : "server_label";
        String wanted = choice.text(field);
        for (JsonNode tool : tools) {
            if (tool.path(field).asText().equals(wanted)) {
                return;
            }
        }
        throw Breach.invalid(holder.at("tool_choice"), "'" + wanted + "' is none of the tools");
    }
}
