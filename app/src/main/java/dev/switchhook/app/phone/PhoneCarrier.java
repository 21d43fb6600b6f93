package dev.switchhook.app.phone;

import dev.switchhook.domain.caller.CallId;

/// The carrier of browser calls, as far as the page has to do with it. Safe for use by several threads.
public interface PhoneCarrier {

    /// The id of a new call.
    CallId fresh();

    /// Whether this is the call of a browser.
    boolean has(CallId call);

    /// What a page names as its account.
    String account();

    /// The call is over: its caller has left, or was told to. May block for 3 s.
    void over(CallId call);
}
