package dev.switchhook.app.spa.tools;

import dev.switchhook.domain.caller.CallId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Remembers at which turn of a call it was asked whether an appointment shall be cancelled. In memory: whoever
/// loses it asks once more. Safe for use by several threads.
final class ReadBacks {

    /// More calls than a process serves; the oldest is forgotten first. Some 200 bytes each.
    private static final int MOST = 4_096;

    private record Asked(String code, int turns) {}

    private final Map<CallId, Asked> asked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Asked> eldest) {
            return size() > MOST;
        }
    };

    /// It is asked now. What was asked before about the same appointment stays as it was.
    synchronized void ask(CallId call, String code, int turns) {
        Asked before = asked.get(call);
        if (before == null || !before.code().equals(code)) {
            asked.put(call, new Asked(code, turns));
        }
    }

    /// At how many turns it was asked about this appointment; empty when it was not.
    synchronized OptionalInt askedAt(CallId call, String code) {
        Asked before = asked.get(call);
        return before != null && before.code().equals(code) ? OptionalInt.of(before.turns()) : OptionalInt.empty();
    }

    synchronized void forget(CallId call) {
        asked.remove(call);
    }
}
