package dev.switchhook.app.rehearsal;

import dev.switchhook.twilio.rehearsal.Mischief;
import java.util.List;

/// What goes wrong in a rehearsal, in the order of its lines.
///
/// @param name what the user calls it
/// @param entries one per line that says something
public record FaultPlan(String name, List<Entry> entries) {

    /// A line and its meaning.
    record Entry(String text, Fault fault) {}

    /// Nothing goes wrong.
    public static final FaultPlan NONE = new FaultPlan("none", List.of());

    /// Keeps its own copy of the list.
    public FaultPlan {
        entries = List.copyOf(entries);
    }

    /// Whether nothing goes wrong.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Whether the process dies.
    public boolean crashes() {
        return !all(Fault.Crash.class).isEmpty();
    }

    Mischief[] mischief() {
        return all(Fault.Network.class).stream().map(Fault.Network::mischief).toArray(Mischief[]::new);
    }

    <T extends Fault> List<T> all(Class<T> kind) {
        return entries.stream()
                .map(Entry::fault)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// Whether the caller's connection is interrupted while the call is on, so that the conversation has to
    /// be taken up again.
    boolean breaksTheLine() {
        return crashes()
                || all(Fault.Network.class).stream()
                        .map(Fault.Network::mischief)
                        .anyMatch(mischief -> mischief instanceof Mischief.Reset
                                || mischief instanceof Mischief.ResetInSpeech
                                || mischief instanceof Mischief.HalfOpen);
    }

    /// Whether the speech model may be gone, so that nobody can book and take leave.
    boolean hurtsTheModel() {
        return !all(Fault.ModelDrops.class).isEmpty();
    }
}
