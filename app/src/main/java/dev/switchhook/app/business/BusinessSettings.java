package dev.switchhook.app.business;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.List;

/// The settings of every installed business, checked.
///
/// @param records one of each, in the order of [Businesses#installed]
public record BusinessSettings(List<Record> records) {

    /// Keeps its own copy of the list.
    public BusinessSettings {
        records = List.copyOf(records);
    }

    /// Reads the settings of every installed business.
    public static BusinessSettings read(SettingsReader settings) {
        return new BusinessSettings(Businesses.installed().stream()
                .map(business -> business.read(settings))
                .toList());
    }

    /// The settings of that type.
    ///
    /// @throws IllegalStateException when no business has such settings
    public <T extends Record> T of(Class<T> type) {
        return records.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no business has " + type.getSimpleName()));
    }
}
