/// Who may see the console, and what they may do there: people, roles, sessions, and the checks of every request.
///
/// What is not allowed expressly is refused.
@Configuration
@WithConsole
@NullMarked
package dev.switchhook.app.console.access;

import io.micronaut.context.annotation.Configuration;
import org.jspecify.annotations.NullMarked;
