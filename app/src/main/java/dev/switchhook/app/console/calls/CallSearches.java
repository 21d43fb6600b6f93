package dev.switchhook.app.console.calls;

import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.JdbcCallSearch;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/// Makes the search of the console.
@Factory
final class CallSearches {

    /// A search in the database of this process.
    @Singleton
    CallSearch search(DataSource database) {
        return new JdbcCallSearch(database::getConnection);
    }
}
