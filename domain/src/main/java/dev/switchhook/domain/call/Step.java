package dev.switchhook.domain.call;

import java.time.Instant;
import java.util.List;

/// What a call wants after one event.
///
/// @param effects to be carried out in this order
/// @param wakeAt when [CallEvent.DeadlineReached] is wished if nothing else happens; [Instant#MAX] for never
public record Step(List<CallEffect> effects, Instant wakeAt) {

    /// Keeps its own copy of the list.
    public Step {
        effects = List.copyOf(effects);
    }
}
