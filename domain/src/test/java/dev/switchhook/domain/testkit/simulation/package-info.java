/// Whole calls in virtual time: a random telephone, a random model and a random carrier around the real call
/// machine.
@NullMarked
package dev.switchhook.domain.testkit.simulation;

import org.jspecify.annotations.NullMarked;
