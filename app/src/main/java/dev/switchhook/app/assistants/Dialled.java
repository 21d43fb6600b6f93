package dev.switchhook.app.assistants;

import dev.switchhook.domain.caller.PhoneNumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a browser dials instead of a number: an assistant by its name, and whose speech model shall speak for it. It
/// stands where the number that was called stands, such as `browser:spa@openai`, so that it is kept with the call and
/// whichever process takes the call over finds the same assistant. No carrier states a number of that form.
///
/// @param assistant its name
/// @param provider the name of the provider that is asked first
public record Dialled(String assistant, String provider) {

    private static final Pattern FORM = Pattern.compile("browser:([^@]{1,100})@([^@]{1,100})");

    /// What was dialled, if it was dialled by a browser.
    public static Optional<Dialled> in(PhoneNumber called) {
        Matcher form = FORM.matcher(called.stated());
        return form.matches() ? Optional.of(new Dialled(form.group(1), form.group(2))) : Optional.empty();
    }

    /// The same in the place of a number.
    public PhoneNumber number() {
        return new PhoneNumber("browser:" + assistant + "@" + provider);
    }
}
