package dev.switchhook.app.doctor;

import dev.switchhook.domain.port.speech.SpeechFault;
import java.util.ArrayList;
import java.util.List;

/// What a fault of a speech provider means for whoever sets the program up.
final class Faults {

    private static final List<String> REFUSED = List.of(
            "the key is wrong, was revoked, or belongs to another project",
            "the model or the voice does not exist, or is not open to this account",
            "an option of the session is not one that the model takes");

    private Faults() {}

    static Finding explained(String boundary, SpeechFault fault) {
        return switch (fault) {
            case SpeechFault.Refused(String why) ->
                new Finding(boundary, Verdict.WRONG, "the provider refuses: " + why, refused(why));
            case SpeechFault.Busy _ ->
                Finding.wrong(
                        boundary,
                        "the provider has no room for a session",
                        "as many sessions are open as the account allows",
                        "the account has no credit left");
            case SpeechFault.Disconnected(String why) ->
                Finding.wrong(
                        boundary,
                        "no connection: " + why,
                        "the base URL of the provider is wrong",
                        "this machine may not connect outwards, or its name service does not work",
                        "the provider is out");
            case SpeechFault.SessionExpired _ ->
                Finding.wrong(boundary, "the session expired at once", "the clock of this machine is wrong");
            case SpeechFault.Unintelligible(String why) ->
                Finding.wrong(
                        boundary,
                        "the session was not set up as asked: " + why,
                        "the base URL leads to something that is not this provider",
                        "the model that is set is too old for the session that we ask for");
        };
    }

    /// The likeliest causes come first.
    private static List<String> refused(String why) {
        List<String> causes = new ArrayList<>(REFUSED);
        if (why.contains("404") || why.contains("model")) {
            causes.add(0, causes.remove(1));
        }
        return causes;
    }
}
