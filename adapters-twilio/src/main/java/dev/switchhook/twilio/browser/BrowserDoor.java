package dev.switchhook.twilio.browser;

import io.micronaut.http.HttpRequest;

/// Decides whether a browser may talk to us, in the place of Twilio's signature. Without such a bean no browser may.
/// Safe for use by several threads; may block for 2 s, and is asked on a virtual thread.
@FunctionalInterface
public interface BrowserDoor {

    /// Whether this handshake of a media connection comes from a page of ours, and from somebody who may make calls.
    boolean admits(HttpRequest<?> handshake);
}
