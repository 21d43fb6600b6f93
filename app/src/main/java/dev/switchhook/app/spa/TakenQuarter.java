package dev.switchhook.app.spa;

/// A quarter-hour in which a therapist is busy.
///
/// @param quarter its number, see [TimeSlot]
record TakenQuarter(Therapist therapist, long quarter) {}
