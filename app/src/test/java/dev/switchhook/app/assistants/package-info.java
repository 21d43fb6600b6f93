/// Tests of who answers which call, and what they are told.
@NullMarked
package dev.switchhook.app.assistants;

import org.jspecify.annotations.NullMarked;
