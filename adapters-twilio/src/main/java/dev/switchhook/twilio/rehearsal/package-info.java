/// A rehearsed Twilio: a telephone, a playback clock, a REST API and signed webhooks, speaking the real wire on
/// loopback, and misbehaving on request. It is written against Twilio's public pages alone and shares no code with
/// the adapter it calls.
@NullMarked
package dev.switchhook.twilio.rehearsal;

import org.jspecify.annotations.NullMarked;
