/// Tests of the rehearsal's own parts.
@NullMarked
package dev.switchhook.app.rehearsal;

import org.jspecify.annotations.NullMarked;
