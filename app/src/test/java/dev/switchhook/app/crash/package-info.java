/// The crash test: processes of the real program are killed under load, and no call is lost by it.
@NullMarked
package dev.switchhook.app.crash;

import org.jspecify.annotations.NullMarked;
