/** Puts the modules together and runs them. */
@NullMarked
package dev.switchhook.app;

import org.jspecify.annotations.NullMarked;
