package dev.switchhook.twilio;

import java.util.regex.Pattern;

/// Text of a peer that goes to our log.
final class PeerText {

    private static final int LONGEST = 200;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7E]");
    /// A ticket, a key, or something like it.
    private static final Pattern LONG_TOKEN = Pattern.compile("[A-Za-z0-9_-]{40,}");
    /// A telephone number, or something like it.
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{6,}");

    private PeerText() {}

    /// The beginning of the text on one line of printable ASCII, without anything that could be a secret or a
    /// telephone number.
    static String forLog(String text) {
        String line = NOT_PRINTABLE.matcher(text).replaceAll("?");
        String noTokens = LONG_TOKEN.matcher(line).replaceAll("***");
        String clean = LONG_NUMBER.matcher(noTokens).replaceAll("...");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }
}
