/// Where the facts of calls go.
@NullMarked
package dev.switchhook.app.journal;

import org.jspecify.annotations.NullMarked;
