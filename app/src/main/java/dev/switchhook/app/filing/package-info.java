/// What is kept of calls that are over: one file for each, and finding them again.
@NullMarked
package dev.switchhook.app.filing;

import org.jspecify.annotations.NullMarked;
