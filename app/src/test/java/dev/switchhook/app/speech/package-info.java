/// Tests of what stands between the core and the providers, with providers and a time that are moved by hand.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
