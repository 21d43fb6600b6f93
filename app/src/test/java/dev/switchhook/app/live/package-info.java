/// Tests of what is seen of live calls.
@NullMarked
package dev.switchhook.app.live;

import org.jspecify.annotations.NullMarked;
