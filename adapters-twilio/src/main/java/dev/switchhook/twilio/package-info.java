/// Twilio's webhooks: settings, the signature check, TwiML, and the guard in front of the server's connections.
///
/// The media connection is in `media`, the REST side in `control`. Twilio's words stay inside this module.
@NullMarked
package dev.switchhook.twilio;

import org.jspecify.annotations.NullMarked;
