/// Which assistant answers a call.
@NullMarked
package dev.switchhook.domain.port.assistant;

import org.jspecify.annotations.NullMarked;
