/// Measures the running program against the rehearsed peers, and prints the figures beside their targets.
@NullMarked
package dev.switchhook.app.bench;

import org.jspecify.annotations.NullMarked;
