/// What the people who run the program want done in a call.
@NullMarked
package dev.switchhook.domain.port.operator;

import org.jspecify.annotations.NullMarked;
