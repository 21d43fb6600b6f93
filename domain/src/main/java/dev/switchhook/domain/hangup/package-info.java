/// Why and by whom a call is ended, and the policies that decide it.
@NullMarked
package dev.switchhook.domain.hangup;

import org.jspecify.annotations.NullMarked;
