package dev.switchhook.app.tracing;

import java.util.Set;

/// What of foreign text may stand in a trace.
final class TraceWords {

    private static final int LONGEST = 64;
    private static final Set<String> FAULTS =
            Set.of("Refused", "Busy", "Disconnected", "SessionExpired", "Unintelligible");

    private TraceWords() {}

    /// A name of an assistant, provider or model: short, and of harmless signs only.
    static String name(String text) {
        String harmless = text.replaceAll("[^A-Za-z0-9 ._:/-]", "?");
        return harmless.length() <= LONGEST ? harmless : harmless.substring(0, LONGEST);
    }

    /// Which kind of fault it is; what follows is the provider's text, and stays here.
    static String kind(String fault) {
        int bracket = fault.indexOf('[');
        String kind = bracket < 0 ? fault : fault.substring(0, bracket);
        return FAULTS.contains(kind) ? kind : "other";
    }
}
