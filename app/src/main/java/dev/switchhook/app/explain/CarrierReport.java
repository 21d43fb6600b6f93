package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Twilio itself has said why a media connection failed.
final class CarrierReport implements Rule {

    private static final Pattern CODE = Pattern.compile("\\b(3\\d{4})\\b");

    /// It is also reported when we close on purpose.
    private static final String CLOSED_BY_US = "31921";

    /// What a code means here, and what to do.
    private record Meaning(String what, String next) {}

    private static final Meaning UNREACHABLE = new Meaning(
            "Twilio did not reach the media endpoint",
            "Look whether the process runs and the host of SWITCHHOOK_PUBLIC_URL leads to it: DNS, firewall, tunnel,"
                    + " port 443; 'switchhook doctor' tries it from here.");
    private static final Meaning OURS = new Meaning(
            "Twilio did not understand what we sent on the media connection",
            "That is a defect of ours: report it with the log of the call at DEBUG.");
    private static final Map<String, Meaning> MEANINGS = Map.ofEntries(
            Map.entry("31901", UNREACHABLE),
            Map.entry("31902", UNREACHABLE),
            Map.entry(
                    "31903",
                    new Meaning(
                            "the media connection broke in the middle of the call",
                            "Look for a process that died, a deployment, or a proxy that recycles connections at that"
                                    + " time.")),
            Map.entry(
                    "31910",
                    new Meaning(
                            "TLS towards the media endpoint failed",
                            "Look at the certificate in front of us: a chain without its intermediate, self-signed, or"
                                    + " run out.")),
            Map.entry(
                    "31920",
                    new Meaning(
                            "the media connection was not upgraded to a WebSocket",
                            "Look whether the proxy passes on upgrades at /twilio/media/ and leaves path and signature"
                                    + " as they are; handshake-refused in our log says so when it was us.")),
            Map.entry(
                    CLOSED_BY_US,
                    new Meaning(
                            "our side closed the media connection",
                            "Look for media-closed and defect in our log at that time, and for a proxy with a time"
                                    + " limit.")),
            Map.entry(
                    "31922",
                    new Meaning(
                            "the address of the media endpoint is of no known kind", "Look at SWITCHHOOK_PUBLIC_URL.")),
            Map.entry(
                    "31923",
                    new Meaning("the address of the media endpoint is malformed", "Look at SWITCHHOOK_PUBLIC_URL.")),
            Map.entry("31924", OURS),
            Map.entry(
                    "31930",
                    new Meaning(
                            "we took the caller's sound too slowly, and Twilio threw some away",
                            "Look at CPU and garbage collection of the process, and at frames_dropped_total.")),
            Map.entry(
                    "31931",
                    new Meaning(
                            "more than ten minutes of sound were queued at Twilio",
                            "That is a defect of ours: report it.")),
            Map.entry("31941", OURS),
            Map.entry("31950", OURS),
            Map.entry("31951", OURS));

    private static final Meaning OTHER = new Meaning(
            "Twilio reports trouble with the media connection",
            "Look the number up in Twilio's list of errors, and in its debugger at that time.");

    @Override
    public List<Cause> judge(CallStory call) {
        List<Cause> causes = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Noted note : call.notes()) {
            if (note.entry() instanceof JournalEntry.StreamFailed(String error)) {
                Matcher found = CODE.matcher(error);
                String code = found.find() ? found.group(1) : "";
                if (told.add(code) && !(code.equals(CLOSED_BY_US) && meant(call))) {
                    causes.add(cause(code, new Evidence(note.at(), "Twilio reports: " + error)));
                }
            }
        }
        return causes;
    }

    private static Cause cause(String code, Evidence evidence) {
        Meaning meaning = MEANINGS.getOrDefault(code, OTHER);
        String number = code.isEmpty() ? "" : " (" + code + ")";
        return new Cause(Certainty.CERTAIN, Layer.LINE, meaning.what() + number, List.of(evidence), meaning.next());
    }

    private static boolean meant(CallStory call) {
        return call.reason().filter(reason -> reason.blame() == Blame.NOBODY).isPresent()
                || call.notes().stream()
                        .anyMatch(note -> note.entry() instanceof JournalEntry.Apologised
                                || note.entry() instanceof JournalEntry.LetGo);
    }
}
