/// The telephone line: what the carrier tells us, and what we ask of it.
@NullMarked
package dev.switchhook.domain.port.line;

import org.jspecify.annotations.NullMarked;
