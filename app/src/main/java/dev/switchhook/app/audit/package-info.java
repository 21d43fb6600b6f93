/// Who has looked at private things, or changed something by hand.
@NullMarked
package dev.switchhook.app.audit;

import org.jspecify.annotations.NullMarked;
