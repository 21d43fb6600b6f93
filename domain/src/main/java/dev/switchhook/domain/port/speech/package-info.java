/// The speech model: what it tells us, and what we ask of it.
@NullMarked
package dev.switchhook.domain.port.speech;

import org.jspecify.annotations.NullMarked;
