package dev.switchhook.app.spa.book;

import dev.switchhook.domain.caller.CallId;
import java.time.Instant;
import java.util.Optional;

/// A slot that is kept for a caller who has not said yes yet. Nobody else gets it until it is booked, given up,
/// or its time is over. A call has at most one hold: the next one takes the place of the former.
///
/// @param call in which it was asked for
/// @param wished what will be booked; its code is only told once that has happened
/// @param replaces the code of the appointment that is moved; empty for a new one
/// @param until when it lapses by itself
/// @param readBackAt how many turns the call had when it was made: the caller's yes comes after them
public record Hold(CallId call, Appointment wished, Optional<String> replaces, Instant until, int readBackAt) {}
