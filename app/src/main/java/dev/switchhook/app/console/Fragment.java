package dev.switchhook.app.console;

/// A part of a page that replaces the one of the same name, whatever that held: whoever has missed some has missed
/// nothing when the next one comes.
///
/// @param name which part: the `sse-swap` of the element, `a-z`, `0-9` and `-`
/// @param html what it holds now
public record Fragment(String name, String html) {}
