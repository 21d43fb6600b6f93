package dev.switchhook.twilio;

import dev.switchhook.domain.port.line.StreamTicket;

/// The TwiML documents that we answer with. Each one ends in `<Hangup/>`, so that no call outlives its document.
///
/// Written here rather than with Twilio's builder: there are two documents, the builder needs 160 ms for its first
/// one while a caller waits, and it orders attributes as it likes.
final class Twiml {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private Twiml() {}

    /// Connects the call to our media endpoint, in both directions. When that connection ends, Twilio asks
    /// `after-stream`.
    ///
    /// The ticket travels in the path, because Twilio drops a query, and again as a parameter, which ties it to the
    /// call.
    static String connect(PublicAddress address, StreamTicket ticket) {
        String secret = escaped(ticket.secret());
        return HEAD + "<Response><Connect action=\"" + escaped(address.http("/twilio/after-stream"))
                + "\"><Stream url=\""
                + escaped(address.socket("/twilio/media/")) + secret + "\" statusCallback=\""
                + escaped(address.http("/twilio/stream-status")) + "\"><Parameter name=\"ticket\" value=\"" + secret
                + "\"/></Stream></Connect><Hangup/></Response>";
    }

    /// Says a line and hangs up.
    static String sayAndHangUp(String line) {
        return HEAD + "<Response><Say>" + escaped(line) + "</Say><Hangup/></Response>";
    }

    /// Hangs up.
    static String hangUp() {
        return HEAD + "<Response><Hangup/></Response>";
    }

    /// Text that may stand in an element or an attribute; characters that XML cannot hold are left out.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().filter(Twiml::mayStandInXml).forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
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
