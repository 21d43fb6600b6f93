/// The recording of calls: what the caller says on the left, what they hear on the right, in a WAV file.
@NullMarked
package dev.switchhook.app.recording;

import org.jspecify.annotations.NullMarked;
