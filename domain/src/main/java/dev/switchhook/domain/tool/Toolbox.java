package dev.switchhook.domain.tool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tools of one assistant: its own ones, and the one that hangs up.
///
/// @param tools every tool, [Tool#hangUp] included; names are unique
public record Toolbox(List<Tool> tools) {

    /// Refuses two tools of one name.
    public Toolbox {
        tools = List.copyOf(tools);
        Set<String> names = new HashSet<>();
        for (Tool tool : tools) {
            if (!names.add(tool.name())) {
                throw new IllegalArgumentException("two tools are named " + tool.name());
            }
        }
    }

    /// A toolbox of these tools and the one that hangs up.
    public static Toolbox of(List<Tool> own) {
        List<Tool> all = new ArrayList<>(own);
        all.add(Tool.hangUp());
        return new Toolbox(all);
    }

    /// The tool of that name, if the agent has it.
    public Optional<Tool> find(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
