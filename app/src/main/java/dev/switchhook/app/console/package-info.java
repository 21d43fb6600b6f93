/// The console: the pages on which people watch calls, find them afterwards, and talk to the agent through a browser.
///
/// Pages are rendered here, by templates that were compiled with the program, and move by htmx and server-sent events.
/// Everything in this package and below it exists only when the console is switched on; without it none of its
/// addresses is known. Who may see what is decided in [dev.switchhook.app.console.access]. How a page is added is told
/// in `docs/console.md`.
@Configuration
@WithConsole
@NullMarked
package dev.switchhook.app.console;

import dev.switchhook.app.console.access.WithConsole;
import io.micronaut.context.annotation.Configuration;
import org.jspecify.annotations.NullMarked;
