package dev.switchhook.app.tools.http;

import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.tool.Tool;
import java.net.URI;
import java.util.Set;

/// A tool behind an HTTP endpoint.
///
/// @param tool as the model is shown it
/// @param url where it is asked; `https`, or `http` on this machine
/// @param effect whether it changes something
/// @param trust how much must be known about the caller
/// @param personal the names of parameters that tell something about a person
/// @param secret signs every request
/// @param sendNumber whether it is told the caller's number
public record HttpToolSettings(
        Tool tool,
        URI url,
        ToolDefinition.Effect effect,
        Trust trust,
        Set<String> personal,
        Secret secret,
        boolean sendNumber) {

    /// Keeps its own copy.
    public HttpToolSettings {
        personal = Set.copyOf(personal);
    }
}
