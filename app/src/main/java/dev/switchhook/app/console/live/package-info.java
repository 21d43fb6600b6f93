/// The pages of calls: all that are live now, and one of them, live or past.
@NullMarked
package dev.switchhook.app.console.live;

import org.jspecify.annotations.NullMarked;
