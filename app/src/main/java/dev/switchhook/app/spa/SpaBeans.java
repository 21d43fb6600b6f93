package dev.switchhook.app.spa;

import dev.switchhook.app.business.Blueprint;
import dev.switchhook.app.business.CallSummary;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.GuestBook;
import dev.switchhook.app.spa.book.WrongTries;
import dev.switchhook.app.spa.store.DemoSeed;
import dev.switchhook.app.spa.store.JdbcAppointmentBook;
import dev.switchhook.app.spa.store.JdbcGuestBook;
import dev.switchhook.app.spa.store.JdbcWrongTries;
import dev.switchhook.app.spa.tools.Agreement;
import dev.switchhook.app.spa.tools.Consent;
import dev.switchhook.app.spa.tools.ExactLines;
import dev.switchhook.app.spa.tools.Finder;
import dev.switchhook.app.spa.tools.FrontDesk;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/// The spa, put together for the container: its book, what its tools are made of, and its assistant. The tools
/// themselves are beans of [dev.switchhook.app.spa.tools].
@Factory
final class SpaBeans {

    private static final String TEMPLATE = "/dev/switchhook/app/spa/assistant.md";

    private final SecureRandom random = new SecureRandom();

    /// An empty book is furnished first, unless the settings say otherwise.
    @Singleton
    AppointmentBook book(SpaSettings settings, DataSource database, InstantSource clock) {
        settings.furniture().ifPresent(scope -> DemoSeed.sow(database, settings.zone(), clock.instant(), scope));
        return new JdbcAppointmentBook(database, settings.zone(), clock, random);
    }

    @Singleton
    GuestBook guests(DataSource database, InstantSource clock) {
        return new JdbcGuestBook(database, clock, random);
    }

    @Singleton
    WrongTries wrongTries(DataSource database, InstantSource clock) {
        return new JdbcWrongTries(database, clock, random);
    }

    @Singleton
    FrontDesk desk(AppointmentBook book, SpaSettings settings, InstantSource clock) {
        return new FrontDesk(book, settings.rules(), clock);
    }

    @Singleton
    Consent consent(SpaSettings settings) {
        return new Consent(settings.confirmation());
    }

    @Singleton
    ExactLines lines(SpaSettings settings) {
        return settings.lines();
    }

    @Singleton
    Agreement agreement(FrontDesk desk, Consent consent, ExactLines lines) {
        return new Agreement(desk, consent, lines);
    }

    @Singleton
    Finder finder(FrontDesk desk, WrongTries tries) {
        return new Finder(desk, tries);
    }

    @Singleton
    SpaFacts facts(AppointmentBook book, GuestBook guests, SpaSettings settings, InstantSource clock) {
        return new SpaFacts(book, guests, settings.zone(), clock);
    }

    @Singleton
    CallSummary summary() {
        return new SpaSummary();
    }

    @Singleton
    Blueprint assistant(SpaSettings settings) {
        return new Blueprint(
                settings.name(),
                template(),
                settings.opening(),
                settings.policies(),
                Map.of(
                        "spa_name",
                        settings.name(),
                        "days_ahead",
                        Integer.toString(settings.rules().daysAhead())));
    }

    static String template() {
        try (InputStream in = Objects.requireNonNull(SpaBeans.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
