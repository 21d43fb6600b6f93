/// How long what calls leave behind is kept, and how it is deleted.
@NullMarked
package dev.switchhook.app.retention;

import org.jspecify.annotations.NullMarked;
