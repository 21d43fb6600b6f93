/// Who said what, and how much of it was really heard.
@NullMarked
package dev.switchhook.domain.turn;

import org.jspecify.annotations.NullMarked;
