package dev.switchhook.app.live;

/// A process as people see it who watch calls.
///
/// @param node its name
/// @param lapsed whether its lease has run out, by the clock of the database: it hangs or is gone
/// @param calls how many live calls it serves
public record ProcessGlimpse(String node, boolean lapsed, long calls) {}
