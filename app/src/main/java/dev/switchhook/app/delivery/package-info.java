/// Delivers the record of a call that is over to whoever wants it: a webhook, a program.
@NullMarked
package dev.switchhook.app.delivery;

import org.jspecify.annotations.NullMarked;
