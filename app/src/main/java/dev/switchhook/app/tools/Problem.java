package dev.switchhook.app.tools;

/// One thing that is wrong with the arguments of a tool call, in words with which the model can repair them.
///
/// @param field the parameter, for example `date` or `guests[2].name`; `arguments` when it is about all of them
/// @param problem what is wrong, without the value itself
/// @param allowed what is allowed
public record Problem(String field, String problem, String allowed) {}
