/// Reading configuration: every mistake is collected, so that a start is refused with one line for each of them.
@NullMarked
package dev.switchhook.domain.settings;

import org.jspecify.annotations.NullMarked;
