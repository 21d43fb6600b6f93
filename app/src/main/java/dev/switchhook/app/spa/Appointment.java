package dev.switchhook.app.spa;

/// A booking that is committed.
///
/// @param code what the guest is told to remember
record Appointment(String code, Service service, Therapist therapist, TimeSlot slot) {}
