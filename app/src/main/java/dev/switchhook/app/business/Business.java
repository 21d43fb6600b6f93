package dev.switchhook.app.business;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.domain.settings.SettingsReader;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/// A line of business that the program works for: what has to be known about it before anything runs. The spa is the
/// example.
///
/// Everything else of a business is beans, which the container finds by their types: its [Blueprint], tools,
/// [CallerFacts], [CallSummary] and [AfterCall]. They are made once the settings are read and the database is open;
/// each may have
/// the record of [#read], the `javax.sql.DataSource` and the `java.time.InstantSource` of the program injected.
///
/// Found by [Businesses]: its name stands in `META-INF/services/dev.switchhook.app.business.Business`. Immutable; safe
/// for use by several threads.
public interface Business {

    /// The first word of its keys in the configuration, such as `spa`.
    String section();

    /// The resource that documents its keys with their defaults, in the form of the program's own `application.yml`,
    /// as an absolute name such as `/dev/switchhook/app/spa/settings.yml`.
    String documentedKeys();

    /// Reads its settings.
    ///
    /// @return its settings, whose text form holds no secret; no other business has a record of that type
    Record read(SettingsReader settings);

    /// Folders of the class path with migrations of the schema for every database, such as
    /// `dev/switchhook/app/spa/migration`. The numbers of the migrations are unique in the whole program.
    default List<String> migrations() {
        return List.of();
    }

    /// Folders of the class path with further migrations for PostgreSQL alone.
    default List<String> postgresqlMigrations() {
        return List.of();
    }

    /// What deletes what it keeps about callers.
    ///
    /// @param database its schema is up to date
    default List<Erasure> erasures(DataSource database) {
        return List.of();
    }

    /// Its own commands: picocli's annotated objects, each a `Callable<Integer>` whose number is the exit code.
    ///
    /// @param office opens what a command works with; it may fail with an exception that the program explains
    default List<Object> commands(Supplier<BackOffice> office) {
        return List.of();
    }
}
