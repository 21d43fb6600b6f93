package dev.switchhook.twilio.rehearsal;

import java.util.Map;

/// One request of the bridge to the REST API.
///
/// @param method `GET` or `POST`
/// @param path the path, for example `/2010-04-01/Accounts/AC.../Calls/CA....json`
/// @param form the decoded body of a POST
/// @param atNanos when it arrived, `System.nanoTime()`
public record RestRequest(String method, String path, Map<String, String> form, long atNanos) {

    /// Keeps its own copy of the form.
    public RestRequest {
        form = Map.copyOf(form);
    }

    /// Whether it asks to complete a call.
    public boolean completes() {
        return "completed".equals(form.get("Status"));
    }
}
