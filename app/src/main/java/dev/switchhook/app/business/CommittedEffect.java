package dev.switchhook.app.business;

/// What a tool has really done in a call, as the ledger of effects has it; never what the model has said
/// about it.
///
/// @param tool the tool's name
/// @param answer JSON text: what the tool answered, `outcome` first
public record CommittedEffect(String tool, String answer) {}
