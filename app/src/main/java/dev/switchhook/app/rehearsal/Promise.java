package dev.switchhook.app.rehearsal;

/// A promise to the caller, and what became of it in one call.
///
/// @param number of the call in its rehearsal, from 0
/// @param kept whether it was kept
/// @param text what was promised, or how it was broken, with the figures
public record Promise(int number, boolean kept, String text) {}
