package dev.switchhook.domain.tool;

import java.time.Duration;

/// Something that the agent can do beside talking.
///
/// @param name what the model calls it: 1 to 64 of `a-z`, `0-9` and `_`
/// @param description when to use it, in words for the model
/// @param parameters JSON schema (an `object`) of its arguments, as JSON text
/// @param deadline after this time its outcome counts as unknown
/// @param filler what the agent says when it takes longer than 2 s; empty for a few words of the agent's own
/// @param listens whether it has to know what the caller has said: it starts once the words of their last turn are
///     written down, or 2 s after the model has asked; the deadline counts from the asking
/// @param evidence what the agent may claim once it is done
public record Tool(
        String name,
        String description,
        String parameters,
        Duration deadline,
        String filler,
        boolean listens,
        Evidence evidence) {

    /// The name of the tool that every agent has: it ends the call once the goodbye has been heard.
    public static final String HANG_UP = "hang_up";

    /// A tool that needs no words of the caller, has no filler of its own, and proves nothing.
    public Tool(String name, String description, String parameters, Duration deadline) {
        this(name, description, parameters, deadline, "", false);
    }

    /// A tool that proves nothing.
    public Tool(String name, String description, String parameters, Duration deadline, String filler, boolean listens) {
        this(name, description, parameters, deadline, filler, listens, Evidence.NONE);
    }

    /// The tool by which the agent ends the call. The call machine carries it out itself.
    public static Tool hangUp() {
        return new Tool(
                HANG_UP,
                "End the phone call. Say a short goodbye first, then call this once. Use it when the caller has said"
                        + " goodbye or wants nothing more.",
                "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}",
                Duration.ofSeconds(1));
    }

    /// Refuses a name that no model accepts and a deadline that would pass before the tool starts.
    public Tool {
        if (!name.matches("[a-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("tool name '" + name + "': 1 to 64 of a-z, 0-9 and _ are allowed");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("tool " + name + ": the deadline must be longer than nothing");
        }
    }
}
