/// The record of what happened in a call.
@NullMarked
package dev.switchhook.domain.port.journal;

import org.jspecify.annotations.NullMarked;
