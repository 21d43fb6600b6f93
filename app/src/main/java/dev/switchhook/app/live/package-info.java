/// What happens now, in the calls of all processes: read from the database, for people who watch.
@NullMarked
package dev.switchhook.app.live;

import org.jspecify.annotations.NullMarked;
