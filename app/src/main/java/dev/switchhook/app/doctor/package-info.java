/// What the doctor finds out: whether each boundary of the program works, and what changes when another provider takes
/// over. It knows the ports, and no provider.
@NullMarked
package dev.switchhook.app.doctor;

import org.jspecify.annotations.NullMarked;
