package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.CallId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts how many tool calls of a call were malformed in a row. It knows the latest 4,096 calls that have stumbled.
/// Safe
/// for use by several threads.
final class Stumbles {

    private static final int MOST_CALLS = 4_096;

    private final Map<CallId, Integer> inARow = new LinkedHashMap<>();

    /// One more.
    ///
    /// @return how many it are now
    synchronized int another(CallId call) {
        int now = inARow.merge(call, 1, Integer::sum);
        if (inARow.size() > MOST_CALLS) {
            inARow.remove(inARow.keySet().iterator().next());
        }
        return now;
    }

    /// The row is over.
    synchronized void over(CallId call) {
        inARow.remove(call);
    }
}
