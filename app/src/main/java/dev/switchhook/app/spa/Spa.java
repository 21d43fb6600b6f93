package dev.switchhook.app.spa;

import dev.switchhook.app.business.BackOffice;
import dev.switchhook.app.business.Business;
import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.cli.OpenBook;
import dev.switchhook.app.spa.cli.SpaCommand;
import dev.switchhook.app.spa.store.GuestErasure;
import dev.switchhook.app.spa.store.Intake;
import dev.switchhook.domain.settings.SettingsReader;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/// The spa as the program finds it: its settings, its migrations and its commands. Everything else about it is beans,
/// which [SpaBeans] makes.
public final class Spa implements Business {

    /// Made by the service loader.
    public Spa() {}

    @Override
    public String section() {
        return "spa";
    }

    @Override
    public String documentedKeys() {
        return "/dev/switchhook/app/spa/settings.yml";
    }

    @Override
    public SpaSettings read(SettingsReader settings) {
        return SpaSettings.read(settings);
    }

    @Override
    public List<String> migrations() {
        return List.of("dev/switchhook/app/spa/migration");
    }

    @Override
    public List<String> postgresqlMigrations() {
        return List.of("dev/switchhook/app/spa/postgresql");
    }

    @Override
    public List<Erasure> erasures(DataSource database) {
        return List.of(new GuestErasure(database));
    }

    @Override
    public List<Object> commands(Supplier<BackOffice> office) {
        return List.of(SpaCommand.line(() -> open(office.get()), InstantSource.system()));
    }

    private static OpenBook open(BackOffice office) {
        SpaSettings settings = office.settings().of(SpaSettings.class);
        try {
            AppointmentBook book = new SpaBeans().book(settings, office.database(), InstantSource.system());
            return new OpenBook(book, new Intake(office.database(), new SecureRandom()), office::close);
        } catch (AppointmentBook.BookUnavailable unavailable) {
            office.close();
            throw unavailable;
        }
    }
}
