/// Tools behind an HTTP endpoint, for teams that do not write Java.
@NullMarked
package dev.switchhook.app.tools.http;

import org.jspecify.annotations.NullMarked;
