package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.List;
import java.util.Set;

/// Which speech providers there are, and how much of them is used.
///
/// @param providers who speaks with the callers, the preferred one first; at least one
/// @param openaiSessions how many sessions of OpenAI may be in use at once; 0 for any number
/// @param xaiSessions the same for xAI
/// @param prewarm whether a session is made ready while a call is being connected
public record ExchangeSettings(List<SpeechProvider> providers, int openaiSessions, int xaiSessions, boolean prewarm) {

    private static final int MOST = 100_000;

    /// OpenAI limits what is said in a minute, and not how many sessions say it.
    private static final int OPENAI_SESSIONS = 0;

    /// What xAI's page has promised to every account since August 2026; earlier and higher tiers had 100.
    private static final int XAI_SESSIONS = 10;

    /// Keeps its own copy of the list.
    public ExchangeSettings {
        providers = List.copyOf(providers);
    }

    static ExchangeSettings read(SettingsReader settings) {
        return new ExchangeSettings(
                SpeechProvider.choose(settings),
                settings.number("openai.max-sessions", OPENAI_SESSIONS, 0, MOST),
                settings.number("xai.max-sessions", XAI_SESSIONS, 0, MOST),
                flag(settings, "switchhook.prewarm"));
    }

    /// Whether this provider may speak with callers.
    public boolean uses(SpeechProvider provider) {
        return providers.contains(provider);
    }

    /// How many sessions of a provider may be in use at once; 0 for any number.
    public int sessions(SpeechProvider provider) {
        return switch (provider) {
            case OPENAI -> openaiSessions;
            case XAI -> xaiSessions;
            case REHEARSAL -> 0;
        };
    }

    private static boolean flag(SettingsReader settings, String key) {
        return settings.choice(key, Set.of("true", "false"), "true").equals("true");
    }
}
