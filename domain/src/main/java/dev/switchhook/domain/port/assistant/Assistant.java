package dev.switchhook.domain.port.assistant;

import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.tool.Toolbox;

/// Who answers a call: character, abilities and manners.
///
/// @param name for logs and tables
/// @param instructions the standing instructions, in words for the model
/// @param greeting what the first reply is for, in words for the model
/// @param toolbox what it can do beside talking
/// @param policy when it ends a call that nobody has ended
public record Assistant(String name, String instructions, String greeting, Toolbox toolbox, HangupPolicy policy) {}
