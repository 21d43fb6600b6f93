/// Running a tool that the model asked for.
@NullMarked
package dev.switchhook.domain.port.tool;

import org.jspecify.annotations.NullMarked;
