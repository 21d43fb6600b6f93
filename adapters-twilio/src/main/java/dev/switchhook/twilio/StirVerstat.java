package dev.switchhook.twilio;

import dev.switchhook.domain.caller.Attestation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Twilio's words for how the caller's number was vouched for (SHAKEN/STIR), in the parameter `StirVerstat` of the
/// voice
/// request: `TN-Validation-Passed-A`, `-B` or `-C`, `TN-Validation-Failed` with or without such a letter, and
/// `No-TN-Validation`; each of them may end with `-Diverted`.
final class StirVerstat {

    private static final Pattern PASSED = Pattern.compile("TN-Validation-Passed-([ABC])(-Diverted)?");
    private static final Pattern FAILED = Pattern.compile("TN-Validation-Failed(-[ABC])?(-Diverted)?");

    private StirVerstat() {}

    /// What the words say. Those that we do not know, or that are missing, say nothing. A diverted call has come by way
    /// of
    /// somebody else's number, so that no more than a part of it was vouched for.
    static Attestation read(String words) {
        Matcher passed = PASSED.matcher(words);
        if (passed.matches()) {
            boolean fully = passed.group(1).equals("A") && passed.group(2) == null;
            return fully ? Attestation.FULL : Attestation.PARTIAL;
        }
        return FAILED.matcher(words).matches() ? Attestation.FAILED : Attestation.ABSENT;
    }
}
