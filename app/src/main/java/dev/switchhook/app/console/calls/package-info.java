/// The calls that are over, in the console: finding them, and taking them away as files.
@NullMarked
package dev.switchhook.app.console.calls;

import org.jspecify.annotations.NullMarked;
