package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import java.io.PrintWriter;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.ExitCode;

/// Opens the book for a command, and tells in one line why it cannot be used.
///
/// @param open opens it
record Visit(Supplier<OpenBook> open) {

    /// Lets a command work with the book.
    ///
    /// @return its exit code, or the one for a failure
    int with(PrintWriter err, ToIntFunction<OpenBook> work) {
        try (OpenBook book = open.get()) {
            return work.applyAsInt(book);
        } catch (BookUnavailable unavailable) {
            err.println("switchhook: " + unavailable.getMessage());
            return ExitCode.SOFTWARE;
        }
    }
}
