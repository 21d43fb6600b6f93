/// The call machine: one event in, an ordered list of effects and a wake-up time out.
@NullMarked
package dev.switchhook.domain.call;

import org.jspecify.annotations.NullMarked;
