package dev.switchhook.app;

import dev.switchhook.app.business.BackOffice;
import dev.switchhook.app.business.BusinessSettings;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.store.Database;
import javax.sql.DataSource;

/// What a command of a business works with: the database of the configuration, whose schema is brought up to date
/// first.
final class OpenOffice implements BackOffice {

    private final Database database;
    private final BusinessSettings settings;

    private OpenOffice(Database database, BusinessSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Opens it. Blocks.
    static BackOffice open(LoadedConfiguration configuration) {
        BusinessSettings settings = AppSettings.businessOf(configuration);
        return new OpenOffice(Database.open(AppSettings.databaseOf(configuration)), settings);
    }

    @Override
    public DataSource database() {
        return database.dataSource();
    }

    @Override
    public BusinessSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        database.close();
    }
}
