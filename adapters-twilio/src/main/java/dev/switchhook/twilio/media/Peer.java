package dev.switchhook.twilio.media;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.twilio.browser.BrowserCallId;
import dev.switchhook.twilio.browser.BrowserLines;
import dev.switchhook.twilio.browser.BrowserLines.End;
import java.util.regex.Pattern;

/// Who has opened a media connection, as its handshake has proven, and what they may say in `start`. Neither can speak
/// for a call of the other.
sealed interface Peer {

    /// The form of the ids of its calls.
    Pattern callSid();

    /// The account that it has to name.
    String accountSid();

    /// A media connection says that it is of this call.
    ///
    /// @param close closes it; the same object at both ends
    default void opened(CallId call, Runnable close) {}

    /// That connection is closed.
    default void closed(CallId call, Runnable close, End how) {}

    /// Twilio, whose signature the handshake has.
    record Twilio(String accountSid) implements Peer {

        private static final Pattern CALL_SID = Pattern.compile("CA[0-9a-fA-F]{32}");

        @Override
        public Pattern callSid() {
            return CALL_SID;
        }
    }

    /// A page of ours.
    ///
    /// @param lines knows how the lines of browsers stand
    record Browser(BrowserLines lines) implements Peer {

        @Override
        public Pattern callSid() {
            return BrowserCallId.FORM;
        }

        @Override
        public String accountSid() {
            return BrowserCallId.ACCOUNT;
        }

        @Override
        public void opened(CallId call, Runnable close) {
            lines.opened(call, close);
        }

        @Override
        public void closed(CallId call, Runnable close, End how) {
            lines.closed(call, close, how);
        }
    }
}
