package dev.switchhook.app;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.delivery.Courier;
import dev.switchhook.app.delivery.RecordDesk;
import dev.switchhook.app.filing.Filer;
import dev.switchhook.app.filing.JdbcCallSearch;
import dev.switchhook.app.filing.Rounds;
import dev.switchhook.app.journal.JdbcArchive;
import dev.switchhook.app.ledger.JdbcEffectLedger;
import dev.switchhook.app.metrics.Meters;
import dev.switchhook.domain.port.registry.CallRegistry;
import io.micronaut.context.ApplicationContext;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// What this process does in the background about calls that are over: it files them, and delivers their
/// records.
final class AfterCalls implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Rounds filing;
    private final Optional<Rounds> delivery;

    private AfterCalls(Rounds filing, Optional<Rounds> delivery) {
        this.filing = filing;
        this.delivery = delivery;
    }

    /// Begins.
    static AfterCalls begin(
            ApplicationContext context,
            DataSource database,
            CallRegistry registry,
            House house,
            AppSettings settings,
            Meters meters) {
        JdbcArchive archive = new JdbcArchive(database);
        Optional<Courier> courier = Optional.of(settings.delivery())
                .filter(wishes -> wishes.wanted())
                .map(wishes -> Courier.of(
                        database,
                        new RecordDesk(
                                new JdbcCallSearch(database::getConnection),
                                registry,
                                archive,
                                new JdbcEffectLedger(database),
                                house.summaries(),
                                wishes),
                        wishes,
                        context.getBean(HttpClient.class),
                        context.getBean(InstantSource.class),
                        meters.deliveries()));
        Filer.Handover handover = courier.<Filer.Handover>map(it -> (work, file) -> it.filed(work, file.call()))
                .orElse(Filer.Handover.NONE);
        Filer filer = new Filer(database, registry, archive, handover);
        return new AfterCalls(
                Rounds.begin("file-calls", filer::round, PAUSE),
                courier.map(it -> Rounds.begin("deliver-records", it::round, PAUSE)));
    }

    /// Stops as a killed process does.
    void stop() {
        all().forEach(Rounds::stop);
    }

    /// Stops when what is being done is done; the other processes go on with the rest, or the next start.
    @Override
    public void close() {
        all().forEach(Rounds::stop);
        all().forEach(Rounds::close);
    }

    private Stream<Rounds> all() {
        return Stream.concat(Stream.of(filing), delivery.stream());
    }
}
