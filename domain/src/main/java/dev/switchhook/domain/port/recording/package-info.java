/// The recording of a call's sound.
@NullMarked
package dev.switchhook.domain.port.recording;

import org.jspecify.annotations.NullMarked;
