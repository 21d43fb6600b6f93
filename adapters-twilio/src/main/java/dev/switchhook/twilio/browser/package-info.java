/// Calls that come from a browser: it speaks Twilio's media wire, and no carrier stands behind it, so that this
/// package answers for one. Which calls these are is told by their ids alone.
@NullMarked
package dev.switchhook.twilio.browser;

import org.jspecify.annotations.NullMarked;
