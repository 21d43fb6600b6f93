/// Pieces of telephone sound and their formats.
@NullMarked
package dev.switchhook.domain.audio;

import org.jspecify.annotations.NullMarked;
