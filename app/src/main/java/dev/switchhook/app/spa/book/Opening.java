package dev.switchhook.app.spa.book;

/// A possible appointment: somebody who offers the service and a room that is equipped for it are free for the
/// treatment and the buffer after it.
///
/// @param treatment when the guest would be treated, without the buffer
public record Opening(Slot treatment, Therapist therapist, Room room) {}
