package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;

/// Every setting of the program, checked.
///
/// @param provider who speaks with the callers
/// @param server how the server listens and stops
/// @param calls the rules of calls
public record AppSettings(SpeechProvider provider, ServerSettings server, CallSettings calls) {

    private static final String ADVICE =
            "No Twilio account at hand? 'switchhook demo' rehearses a whole call on this machine, without any account or key.";

    /// The settings of a server that real callers reach.
    ///
    /// @throws RefusedStart when anything is wrong or missing; it names every mistake
    public static AppSettings forServing(LoadedConfiguration configuration) {
        return read(configuration, true);
    }

    /// The settings of a rehearsal, which needs no credentials.
    ///
    /// @param configuration what [LoadedConfiguration#withoutPeers()] gave
    /// @throws RefusedStart when anything is wrong; it names every mistake
    public static AppSettings forDemo(LoadedConfiguration configuration) {
        return read(configuration, false);
    }

    private static AppSettings read(LoadedConfiguration configuration, boolean realCallers) {
        SettingsReader reader = configuration.reader();
        AppSettings settings = read(reader, realCallers);
        List<String> mistakes = new ArrayList<>(configuration.mistakes());
        mistakes.addAll(reader.mistakes());
        if (!mistakes.isEmpty()) {
            boolean credentials =
                    reader.text("twilio.account-sid").isPresent() && reader.secret("twilio.auth-token").isPresent();
            throw new RefusedStart(mistakes, realCallers && !credentials ? ADVICE : "");
        }
        return settings;
    }

    static AppSettings read(SettingsReader reader, boolean realCallers) {
        SpeechProvider provider = SpeechProvider.choose(reader);
        return new AppSettings(provider, ServerSettings.read(reader), CallSettings.read(reader));
    }
}
