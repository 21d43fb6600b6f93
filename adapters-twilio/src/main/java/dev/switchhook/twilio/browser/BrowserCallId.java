package dev.switchhook.twilio.browser;

import dev.switchhook.domain.caller.CallId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// How calls of browsers are named: `BC` and 32 hexadecimal digits, where Twilio writes `CA`. So every process knows
/// whose call it is, for as long as anything is kept of it, and neither can be taken for the other. Pure, but for the
/// randomness of [#fresh].
public final class BrowserCallId {

    /// The form of such an id.
    public static final Pattern FORM = Pattern.compile("BC[0-9a-f]{32}");

    /// What the browser names as its account in `start`: no account of Twilio's.
    public static final String ACCOUNT = "AC" + "0".repeat(32);

    private static final int BYTES = 16;

    private BrowserCallId() {}

    /// The id of a new call.
    public static CallId fresh(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new CallId("BC" + HexFormat.of().formatHex(bytes));
    }

    /// Whether this call comes from a browser.
    public static boolean is(CallId call) {
        return FORM.matcher(call.value()).matches();
    }
}
