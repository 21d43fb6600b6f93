package dev.switchhook.app.cli;

import dev.switchhook.app.config.SpeechProvider;
import java.util.Optional;

/// What the doctor is asked.
///
/// @param swap which change of the provider is to be looked at, instead of the boundaries
/// @param json whether the report is for programs
public record DoctorOptions(Optional<Swap> swap, boolean json) {

    /// A change of the provider.
    ///
    /// @param from who answers calls now
    /// @param to who would answer them
    public record Swap(SpeechProvider from, SpeechProvider to) {}
}
