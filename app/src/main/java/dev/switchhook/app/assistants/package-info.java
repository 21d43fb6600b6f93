/// Who answers which call, and what they are told about it: templates of instructions, the assistants of the
/// configuration, and what is known about the caller.
@NullMarked
package dev.switchhook.app.assistants;

import org.jspecify.annotations.NullMarked;
