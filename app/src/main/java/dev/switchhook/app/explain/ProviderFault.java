package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The speech provider refused us, had no room, broke off, or answered nonsense.
final class ProviderFault implements Rule {

    /// The kinds of faults by the words with which they are noted.
    private enum Kind {
        REFUSED(
                "Refused",
                "the speech provider does not want us",
                "Look at the key, the model's name and the account;"
                        + " 'switchhook doctor' tries them. Trying again does not help."),
        BUSY(
                "Busy",
                "the speech provider has no room for us",
                "Look at the limits of the account, and at"
                        + " SWITCHHOOK_PROVIDERS: a second provider takes over then."),
        EXPIRED(
                "SessionExpired",
                "a session with the speech provider reached its longest duration",
                "Harmless when the"
                        + " conversation went on; else set the length of its sessions as the account has it."),
        UNINTELLIGIBLE(
                "Unintelligible",
                "the speech provider sent what makes no sense",
                "Look at the provider's status"
                        + " page and at provider-failed in the log; 'switchhook doctor' tries a whole exchange."),
        DISCONNECTED(
                "Disconnected",
                "the connection to the speech provider was not made, or broke",
                "Look at the provider's status page, and at DNS, proxy and firewall towards it; 'switchhook doctor'"
                        + " tries it.");

        private final String word;
        private final String what;
        private final String next;

        Kind(String word, String what, String next) {
            this.word = word;
            this.what = what;
            this.next = next;
        }
    }

    @Override
    public List<Cause> judge(CallStory call) {
        Certainty certainty =
                call.reason().filter(reason -> reason.blame() == Blame.PROVIDER).isPresent()
                        ? Certainty.CERTAIN
                        : Certainty.POSSIBLE;
        List<Cause> causes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Evidence> evidence = Evidences.of(call, entry -> words(entry, kind));
            if (!evidence.isEmpty()) {
                causes.add(new Cause(certainty, Layer.PROVIDER, detail(kind, evidence), evidence, kind.next));
            }
        }
        List<Evidence> lost = Evidences.of(
                call,
                entry -> entry instanceof JournalEntry.ModelLost
                        ? Optional.of("the session with the speech model was lost")
                        : Optional.empty());
        if (causes.isEmpty() && !lost.isEmpty()) {
            causes.add(new Cause(certainty, Layer.PROVIDER, Kind.DISCONNECTED.what, lost, Kind.DISCONNECTED.next));
        }
        if (causes.isEmpty() && certainty == Certainty.CERTAIN) {
            List<Evidence> end = Evidences.of(
                    call,
                    entry -> entry instanceof JournalEntry.Leaving(var reason)
                            ? Optional.of("it was decided to end the call: " + reason)
                            : Optional.empty());
            causes.add(new Cause(
                    Certainty.LIKELY,
                    Layer.PROVIDER,
                    "no session with a speech provider was to be had in time",
                    end,
                    Kind.DISCONNECTED.next));
        }
        return causes;
    }

    private static Optional<String> words(JournalEntry entry, Kind kind) {
        return entry instanceof JournalEntry.ModelFaulted(String fault) && fault.startsWith(kind.word)
                ? Optional.of(fault)
                : Optional.empty();
    }

    /// A wrong key and a wrong model are told apart when the provider's words do.
    private static String detail(Kind kind, List<Evidence> evidence) {
        if (kind != Kind.REFUSED) {
            return kind.what;
        }
        String words = evidence.getFirst().what().toLowerCase(Locale.ROOT);
        if (words.contains("401") || words.contains("api key") || words.contains("invalid_api_key")) {
            return kind.what + ": it does not know the key";
        }
        return words.contains("model") ? kind.what + ": it does not know the model" : kind.what;
    }
}
