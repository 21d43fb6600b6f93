package dev.switchhook.app.explain;

import dev.switchhook.app.journal.CallStory;
import java.util.List;

/// Looks for one kind of trouble in a call. Pure.
@FunctionalInterface
interface Rule {

    /// What it has found; empty when there is nothing of that kind.
    List<Cause> judge(CallStory call);
}
