/// One call as a text that can be kept elsewhere: for people and for programs.
@NullMarked
package dev.switchhook.app.export;

import org.jspecify.annotations.NullMarked;
