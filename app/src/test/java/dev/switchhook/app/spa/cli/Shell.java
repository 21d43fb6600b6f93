package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.store.DemoSeed;
import dev.switchhook.app.spa.store.Intake;
import dev.switchhook.app.spa.store.JdbcAppointmentBook;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Somebody at a terminal, on a Friday afternoon, with a furnished house and an empty book.
final class Shell implements AutoCloseable {

    /// Five past two in the afternoon in Berlin.
    static final Instant NOW = Instant.parse("2026-11-20T13:05:00Z");

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private final Database database;
    private final AppointmentBook book;
    private final Intake intake;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Shell() {
        this("jdbc:h2:mem:shell-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=0");
    }

    Shell(String url) {
        InstantSource clock = InstantSource.fixed(NOW);
        database = Database.open(new DatabaseSettings(url, Optional.empty(), Optional.empty()));
        DemoSeed.sow(database.dataSource(), ZONE, NOW, DemoSeed.Scope.HOUSE);
        book = new JdbcAppointmentBook(database.dataSource(), ZONE, clock, new Random(5));
        intake = new Intake(database.dataSource(), new Random(6));
    }

    /// Runs `spa` with these words.
    ///
    /// @return the exit code
    int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return SpaCommand.line(() -> new OpenBook(book, intake, () -> {}), InstantSource.fixed(NOW))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    AppointmentBook book() {
        return book;
    }

    Intake intake() {
        return intake;
    }

    Database database() {
        return database;
    }

    List<Appointment> monday() {
        return book.on(MONDAY);
    }

    @Override
    public void close() {
        database.close();
    }
}
