package dev.switchhook.twilio;

import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.StreamTicket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The TwiML documents that we answer webhooks with, and that redirect a live call by REST. The last verb of each one
/// is `<Hangup/>` or `<Redirect>`, so that no call outlives its document in silence (wire/twilio.md 2.3).
///
/// Every document stays below the 4000 characters that Twilio takes by REST, however long a line is: what is too long
/// is cut off.
///
/// Written here rather than with Twilio's builder: there are few documents, the builder needs 160 ms for its first one
/// while a caller waits, and it orders attributes as it likes. Shared by the packages of this adapter.
public final class Twiml {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>";
    private static final String HANG_UP = "<Hangup/></Response>";
    /// Characters of a spoken line after escaping; leaves room for our longest addresses.
    private static final int LONGEST_LINE = 2500;
    /// Characters of a busy line that are said once more: as part of a path, a line has to be short.
    private static final int LONGEST_REPEATED = 300;
    /// How long the desk rings, in seconds: five or six rings, which is what a caller bears after an apology.
    private static final int DESK_RINGS = 25;
    /// How long the caller waits before we are asked again, in seconds.
    private static final int WAIT = 2;

    private Twiml() {}

    /// What is to be done with a call whose media connection has ended, or should end.
    public static String of(PublicAddress address, AfterStream instruction) {
        return switch (instruction) {
            case AfterStream.HangUp() -> hangUp();
            case AfterStream.Reconnect(StreamTicket ticket, Optional<String> line) -> connect(address, ticket, line);
            case AfterStream.Apologise(String line, Optional<PhoneNumber> desk) ->
                sayAndDial(address, line, desk, "/twilio/after-desk");
            case AfterStream.AskAgain(String line) -> askAgain(address, line, "/twilio/after-stream");
            case AfterStream.AskNow() -> HEAD + redirect(address.http("/twilio/after-stream"));
        };
    }

    /// Says a line, if any, and connects the call to our media endpoint, in both directions. When that connection
    /// ends, Twilio asks `after-stream`.
    ///
    /// The ticket travels in the path, because Twilio drops a query, and again as a parameter, which ties it to the
    /// call.
    static String connect(PublicAddress address, StreamTicket ticket, Optional<String> line) {
        String secret = escaped(ticket.secret());
        return HEAD + line.map(Twiml::say).orElse("")
                + "<Connect action=\"" + escaped(address.http("/twilio/after-stream")) + "\"><Stream url=\""
                + escaped(address.socket("/twilio/media/")) + secret + "\" statusCallback=\""
                + escaped(address.http("/twilio/stream-status")) + "\"><Parameter name=\"ticket\" value=\"" + secret
                + "\"/></Stream></Connect>" + HANG_UP;
    }

    /// Says that all lines are busy, then dials the desk, or hangs up when there is none. When the desk does not
    /// answer, or has hung up, Twilio asks `after-busy`; what it has to answer then travels in the path, because no
    /// process knows anything of a call that was not let in.
    static String busy(PublicAddress address, String line, Optional<PhoneNumber> desk) {
        String shown = line.substring(0, Math.min(line.length(), LONGEST_REPEATED));
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(shown.getBytes(StandardCharsets.UTF_8));
        return sayAndDial(address, line, desk, "/twilio/after-busy/" + word);
    }

    /// Says the line that [#busy] has put into the path once more, and hangs up.
    ///
    /// @param word the last part of the path
    static String busyOnceMore(String word) {
        try {
            return sayAndHangUp(new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            // Not a path of ours.
            return hangUp();
        }
    }

    /// Says a line, then dials the desk, or hangs up when there is none.
    ///
    /// @param after what Twilio asks when the desk does not answer, or has hung up
    private static String sayAndDial(PublicAddress address, String line, Optional<PhoneNumber> desk, String after) {
        String dial = desk.map(number -> "<Dial action=\"" + escaped(address.http(after))
                        + "\" timeout=\"" + DESK_RINGS + "\" answerOnBridge=\"true\"><Number>"
                        + escaped(number.stated()) + "</Number></Dial>")
                .orElse("");
        return HEAD + say(line) + dial + HANG_UP;
    }

    /// Says a line and hangs up.
    static String sayAndHangUp(String line) {
        return HEAD + say(line) + HANG_UP;
    }

    /// Hangs up.
    static String hangUp() {
        return HEAD + HANG_UP;
    }

    /// Sends the call to another address, which answers with a document of its own.
    static String elsewhere(URI url) {
        return HEAD + redirect(url.toString());
    }

    /// What is to be done with a call for which the desk was dialled already: as [#of], and nothing dials the desk a
    /// second time, which could go on for ever.
    static String afterDesk(PublicAddress address, AfterStream instruction) {
        return switch (instruction) {
            case AfterStream.Apologise(String line, var _) -> sayAndHangUp(line);
            case AfterStream.AskAgain(String line) -> askAgain(address, line, "/twilio/after-desk");
            case AfterStream.HangUp _, AfterStream.Reconnect _, AfterStream.AskNow _ -> of(address, instruction);
        };
    }

    /// Says a line, waits, and asks again.
    private static String askAgain(PublicAddress address, String line, String path) {
        return HEAD + say(line) + "<Pause length=\"" + WAIT + "\"/>" + redirect(address.http(path));
    }

    private static String redirect(String url) {
        return "<Redirect>" + escaped(url) + "</Redirect></Response>";
    }

    private static String say(String line) {
        return "<Say>" + escaped(line) + "</Say>";
    }

    /// Text that may stand in an element or an attribute, up to the longest that fits; characters that XML cannot hold
    /// are left out.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST_LINE) + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String piece = escaped(c);
            if (out.length() + piece.length() > LONGEST_LINE) {
                break;
            }
            out.append(piece);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&apos;";
            default -> mayStandInXml(c) ? Character.toString(c) : "";
        };
    }

    private static boolean mayStandInXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
