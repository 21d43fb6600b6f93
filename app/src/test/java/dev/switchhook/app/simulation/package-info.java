/// Whole calls in virtual time: the real machine, runner, switchboard, reconciler and registry logic of one or two
/// processes, between a random carrier, a random caller and a random model, while things go wrong by a seed.
@NullMarked
package dev.switchhook.app.simulation;

import org.jspecify.annotations.NullMarked;
