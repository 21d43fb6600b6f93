/// Tests of what stands between the core and the providers; the providers and the time are moved by hand.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
