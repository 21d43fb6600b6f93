package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.store.Intake;

/// The spa's book, open for a command. Used by one thread.
///
/// @param intake where appointments of other systems come in
/// @param closing closes the database
public record OpenBook(AppointmentBook book, Intake intake, Runnable closing) implements AutoCloseable {

    /// Closes the database.
    @Override
    public void close() {
        closing.run();
    }
}
