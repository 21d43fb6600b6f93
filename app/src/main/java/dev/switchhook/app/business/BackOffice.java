package dev.switchhook.app.business;

import javax.sql.DataSource;

/// What a command of a business works with, while no calls are answered by this process. Used by one thread.
public interface BackOffice extends AutoCloseable {

    /// The database, with its schema up to date.
    DataSource database();

    /// The settings of the businesses.
    BusinessSettings settings();

    /// Closes the database.
    @Override
    void close();
}
