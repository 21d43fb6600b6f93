package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.call.CallEffect;

/// Breaks the machine on purpose, to prove that the simulation sees it: an effect may be replaced or swallowed on
/// its way out.
public interface Tampering {

    /// Lets everything pass.
    Tampering NONE = (effect, _) -> effect;

    /// What becomes of this effect.
    ///
    /// @param number counts the effects of this kind in this call, from 1
    /// @return the effect itself, another one, or a journal entry that does nothing
    CallEffect pass(CallEffect effect, int number);
}
