/// Tests of the exchange of providers, with providers and a time that are moved by hand.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
