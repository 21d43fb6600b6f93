/// Control of the telephone call beside its media: ending it for certain, and looking it up.
@NullMarked
package dev.switchhook.domain.port.control;

import org.jspecify.annotations.NullMarked;
