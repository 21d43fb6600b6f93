package dev.switchhook.domain.caller;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A caller's or a company's number as the carrier stated it: E.164 as a rule, but also `anonymous`, a SIP address
/// or nothing.
///
/// It is a hint, never a proof of who calls. Its [#toString] shows the last two digits only, so that it may be
/// logged.
///
/// @param stated the carrier's text, at most 256 characters are kept
public record PhoneNumber(String stated) {

    private static final int LONGEST = 256;
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /// What carriers state for nobody: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE
    /// on the keys of a telephone. Many callers share each of them.
    private static final Set<String> NOBODYS =
            Set.of("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253");

    /// Keeps a bounded part of what was stated.
    public PhoneNumber {
        stated = stated.length() > LONGEST ? stated.substring(0, LONGEST) : stated;
    }

    /// The number when it is E.164, a plus sign and 7 to 15 digits, and somebody's: not one that spells a word
    /// such as ANONYMOUS.
    public Optional<String> e164() {
        return E164.matcher(stated).matches() && !NOBODYS.contains(stated) ? Optional.of(stated) : Optional.empty();
    }

    /// The last two digits behind dots, or `withheld` when this is not an E.164 number.
    @Override
    public String toString() {
        return e164().map(number -> "..." + number.substring(number.length() - 2))
                .orElse("withheld");
    }
}
