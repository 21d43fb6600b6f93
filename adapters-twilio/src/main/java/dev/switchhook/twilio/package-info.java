/** Speaks to Twilio; its wire words stay in here. */
@NullMarked
package dev.switchhook.twilio;

import org.jspecify.annotations.NullMarked;
