/** Tests that the rehearsal server is as strict as it says. */
@NullMarked
package dev.switchhook.openai.rehearsal;

import org.jspecify.annotations.NullMarked;
