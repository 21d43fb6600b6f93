/// From a Java record to a JSON schema to a checked tool call.
///
/// A team writes a [dev.switchhook.app.tools.VoiceTool] with a record of parameters, and lists it in a
/// [dev.switchhook.app.tools.ToolCatalogue]. The schema that the model is shown comes from the record, and the
/// arguments that the model sends are checked against that very schema before the tool runs.
@NullMarked
package dev.switchhook.app.tools;

import org.jspecify.annotations.NullMarked;
