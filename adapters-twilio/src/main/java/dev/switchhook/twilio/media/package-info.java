/// Twilio's Media Streams: the WebSocket endpoint, its codec, and the phone line that it becomes.
@NullMarked
package dev.switchhook.twilio.media;

import org.jspecify.annotations.NullMarked;
