/// Tests of the rehearsed Twilio.
@NullMarked
package dev.switchhook.twilio.rehearsal;

import org.jspecify.annotations.NullMarked;
