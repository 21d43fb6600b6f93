/// What the Markdown pages promise is true: their commands, links, names and code.
@NullMarked
package dev.switchhook.app.docs;

import org.jspecify.annotations.NullMarked;
