/// What operators want done in calls, brought to the process that serves the call.
@NullMarked
package dev.switchhook.app.operator;

import org.jspecify.annotations.NullMarked;
