/// What teams need who write an adapter or test an assistant: the contracts of the ports, peers that live in memory,
/// sound, a language for stories of calls, and a simulation.
@NullMarked
package dev.switchhook.domain.testkit;

import org.jspecify.annotations.NullMarked;
