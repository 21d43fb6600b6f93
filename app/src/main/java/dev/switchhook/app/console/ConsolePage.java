package dev.switchhook.app.console;

import dev.switchhook.app.console.access.ConsoleRole;
import io.micronaut.core.order.Ordered;

/// A page that the navigation of the console shows. A controller is one itself, also that of a business, which then
/// carries [dev.switchhook.app.console.access.WithConsole].
public interface ConsolePage extends Ordered {

    /// Where pages of businesses stand: between the program's own ones and the phone.
    int OF_BUSINESS = 50;

    /// The address, such as `/console/book`.
    String path();

    /// One word, such as `Book`.
    String title();

    /// Who is shown it: a word of [ConsoleRole]. The controller is secured by the same one.
    default String role() {
        return ConsoleRole.VIEW;
    }

    /// The place among the others, the smallest first.
    @Override
    default int getOrder() {
        return OF_BUSINESS;
    }
}
