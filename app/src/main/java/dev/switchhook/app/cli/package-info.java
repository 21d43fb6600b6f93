/// The command line: commands, options, exit codes, and what is printed before and after the work.
@NullMarked
package dev.switchhook.app.cli;

import org.jspecify.annotations.NullMarked;
