/// Puts the rehearsal peers together: a telephone that calls, a model that plays a receptionist, and the score of
/// the calls.
///
/// This is the keyless demo, the users' own test bench, and the end-to-end test of the program.
@NullMarked
package dev.switchhook.app.rehearsal;

import org.jspecify.annotations.NullMarked;
