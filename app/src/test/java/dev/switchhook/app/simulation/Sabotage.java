package dev.switchhook.app.simulation;

import java.util.Locale;

/// Something that is broken on purpose, to prove that the simulation sees it.
enum Sabotage {
    /// Nothing is broken.
    NONE,
    /// Nothing is broken, but the carrier is as stubborn as it has to be for [#RETRY_LIMIT] to show.
    STUBBORN_CARRIER,
    /// An owner asks the carrier 12 times to hang up and never again, and nobody else takes the call up while that
    /// owner is healthy.
    RETRY_LIMIT,
    /// The carrier is asked once to hang up, nobody looks after calls that were left behind, and the carrier is told
    /// to wait after the media connection.
    ONE_SHOT,
    /// What the carrier has accepted is taken for done.
    FALSE_PROOF,
    /// Calls are taken from owners who are healthy.
    GREEDY,
    /// That a call is being ended is recorded when that is decided, and not when the farewell is over.
    EARLY_ENDING,
    /// A caller who waits for a model hears nothing.
    NO_WAITING_SOUND;

    /// By its name on the command line, such as `retry-limit`.
    static Sabotage of(String name) {
        return name.isBlank() ? NONE : valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Its name on the command line.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
