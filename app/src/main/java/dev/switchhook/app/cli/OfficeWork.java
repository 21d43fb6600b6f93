package dev.switchhook.app.cli;

import dev.switchhook.app.business.BackOffice;
import dev.switchhook.app.config.LoadedConfiguration;

/// Opens what the commands of businesses work with.
@FunctionalInterface
public interface OfficeWork {

    /// Opens it.
    BackOffice open(LoadedConfiguration configuration);
}
