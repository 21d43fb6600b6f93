/// Call control through Twilio's REST API: one attempt per request, within a time limit.
@NullMarked
package dev.switchhook.twilio.control;

import org.jspecify.annotations.NullMarked;
