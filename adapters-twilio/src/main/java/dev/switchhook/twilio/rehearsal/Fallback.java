package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;

/// What Twilio does when a document cannot be fetched or executed: the fallback URL of the number
/// (`wire/twilio.md 4.2`), which is a TwiML Bin, because that works with the bridge's whole site down.
public sealed interface Fallback {

    /// There is no fallback URL: the call fails.
    record None() implements Fallback {}

    /// A document that Twilio itself keeps. `{{ErrorUrl}}` in it stands for the URL that failed.
    record Bin(String twiml) implements Fallback {

        String filledIn(URI failed) {
            return twiml.replace("{{ErrorUrl}}", failed.toString().replace("&", "&amp;"));
        }
    }

    /// Says a line, waits, and asks the same URL again: for an installation with one machine.
    ///
    /// @param line without characters that mean something in XML
    /// @param pause whole seconds
    static Fallback waitAndAskAgain(String line, Duration pause) {
        return new Bin("<Response><Say>" + line + "</Say><Pause length=\"" + pause.toSeconds()
                + "\"/><Redirect>{{ErrorUrl}}</Redirect></Response>");
    }
}
