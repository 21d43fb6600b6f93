package dev.switchhook.twilio.rehearsal;

import java.util.ArrayList;
import java.util.List;

/// What goes wrong in one call, and what of it has gone wrong already. Used on the event loop of the call.
final class Mishaps {

    private final List<Mischief> all;
    private final List<Mischief> toCome;

    Mishaps(List<Mischief> all) {
        this.all = List.copyOf(all);
        this.toCome = new ArrayList<>(all);
    }

    /// Everything that was planned.
    List<Mischief> all() {
        return all;
    }

    /// Whether it still had to happen; from now on it has.
    boolean happens(Mischief once) {
        return toCome.remove(once);
    }
}
