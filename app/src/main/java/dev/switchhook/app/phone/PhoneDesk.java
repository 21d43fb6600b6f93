package dev.switchhook.app.phone;

import dev.switchhook.app.assistants.Dialled;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.IncomingCalls;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiPredicate;

/// What stands behind the page of the phone: it announces the calls of browsers, as Twilio announces others, and says
/// what to do when a connection has ended. Safe for use by several threads; slow, where [IncomingCalls] is.
///
/// @param calls takes the calls
/// @param carrier gives the calls their ids, and ends them
/// @param feed tells pages about their calls
/// @param writing takes what a caller has written; false when the call is not served here
/// @param assistants the names of those who can be called
/// @param providers who can speak for them, by the name of the model, with what people call it; the preferred one
///     first
public record PhoneDesk(
        IncomingCalls calls,
        PhoneCarrier carrier,
        PhoneFeed feed,
        BiPredicate<CallId, String> writing,
        List<String> assistants,
        SequencedMap<String, String> providers) {

    /// Keeps its own copies.
    public PhoneDesk {
        assistants = List.copyOf(assistants);
        providers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(providers));
    }

    /// What a caller without a number shows.
    static final PhoneNumber NOBODY = new PhoneNumber("anonymous");

    /// A call that was asked for.
    ///
    /// @param admission whether it was let in
    record Asked(CallId call, Admission admission) {}

    /// Asks for a call. Slow.
    ///
    /// @param assistant one of [#assistants]
    /// @param provider one of [#providers]
    Asked call(String assistant, String provider, PhoneNumber from) {
        CallId call = carrier.fresh();
        PhoneNumber to = new Dialled(assistant, provider).number();
        return new Asked(call, calls.announce(new IncomingCall(call, from, to)));
    }

    /// What the page is to do now that its connection has ended. Where nobody is called back, the call is over by
    /// that. Slow.
    AfterStream after(CallId call) {
        AfterStream instruction = calls.afterStream(call);
        switch (instruction) {
            case AfterStream.HangUp _, AfterStream.Apologise _ -> carrier.over(call);
            case AfterStream.Reconnect _, AfterStream.AskAgain _, AfterStream.AskNow _ -> {}
        }
        return instruction;
    }

    /// The caller hangs up without a connection. Slow.
    void leave(CallId call) {
        carrier.over(call);
    }
}
