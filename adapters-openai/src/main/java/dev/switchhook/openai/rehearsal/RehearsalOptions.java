package dev.switchhook.openai.rehearsal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a rehearsal server behaves.
///
/// @param thinking from the beginning of a reply to its first sound
/// @param speed how many times faster than real time the sound is made, more than 0
/// @param misbehaviours what goes wrong, in no order
public record RehearsalOptions(Duration thinking, double speed, List<Misbehaviour> misbehaviours) {

    /// Keeps its own copy of the list and refuses a speed at which no sound would ever come.
    public RehearsalOptions {
        misbehaviours = List.copyOf(misbehaviours);
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be more than 0");
        }
    }

    /// A well-behaved server: 150 ms to the first sound, then eight times faster than real time.
    public static RehearsalOptions standard() {
        return new RehearsalOptions(Duration.ofMillis(150), 8, List.of());
    }

    /// The same with these misbehaviours.
    public RehearsalOptions but(Misbehaviour... wrong) {
        return new RehearsalOptions(thinking, speed, Arrays.asList(wrong));
    }

    /// What the connection of that number gets.
    RehearsalOptions forConnection(int number) {
        return new RehearsalOptions(
                thinking,
                speed,
                misbehaviours.stream()
                        .<Misbehaviour>mapMulti((wrong, into) -> {
                            if (!(wrong instanceof Misbehaviour.InConnection(int only, Misbehaviour what))) {
                                into.accept(wrong);
                            } else if (only == number) {
                                into.accept(what);
                            }
                        })
                        .toList());
    }

    <T extends Misbehaviour> Optional<T> find(Class<T> kind) {
        return misbehaviours.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    <T extends Misbehaviour> boolean has(Class<T> kind) {
        return find(kind).isPresent();
    }
}
