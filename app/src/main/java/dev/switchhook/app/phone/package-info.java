/// The browser phone: a page on which a developer talks to an agent through the browser's own microphone. The sound
/// goes over the carrier's media wire; here are the page, what it asks beside its sound, and what it is told.
///
/// It exists only with the console.
@Configuration
@WithConsole
@NullMarked
package dev.switchhook.app.phone;

import dev.switchhook.app.console.access.WithConsole;
import io.micronaut.context.annotation.Configuration;
import org.jspecify.annotations.NullMarked;
