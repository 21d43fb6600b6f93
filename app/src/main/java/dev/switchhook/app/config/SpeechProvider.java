package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who speaks with the callers.
public enum SpeechProvider {
    /// OpenAI's Realtime API.
    OPENAI,
    /// xAI's Grok Voice API.
    XAI,
    /// The scripted agent that comes with the program: it needs no key and understands nobody.
    REHEARSAL;

    static final String KEY = "switchhook.provider";
    static final String ORDER_KEY = "switchhook.providers";

    /// The name in configuration, in lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The providers that the configuration means, the preferred one first. Nobody is replaced silently by
    /// somebody else: without a choice, the one provider that has a key is meant; two keys without a choice are a
    /// mistake; no key at all means the rehearsal, which the start banner says loudly. Whether a chosen provider
    /// has its key is checked where its settings are read.
    ///
    /// @return never empty
    static List<SpeechProvider> choose(SettingsReader settings) {
        Optional<String> chosen = settings.text(KEY);
        if (settings.text(ORDER_KEY).isPresent()) {
            if (chosen.isPresent()) {
                settings.mistake(ORDER_KEY, "is set, and SWITCHHOOK_PROVIDER is too", "one of the two");
            }
            return order(settings);
        }
        return List.of(chosen.isPresent() ? named(chosen.get(), settings) : withKey(settings));
    }

    private static List<SpeechProvider> order(SettingsReader settings) {
        List<SpeechProvider> order = settings.words(ORDER_KEY, Set.of("openai", "xai"), List.of()).stream()
                .map(word -> valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
        return order.isEmpty() ? List.of(REHEARSAL) : order;
    }

    private static SpeechProvider named(String chosen, SettingsReader settings) {
        for (SpeechProvider provider : values()) {
            if (provider.word().equals(chosen.toLowerCase(Locale.ROOT))) {
                return provider;
            }
        }
        settings.choice(KEY, Set.of("openai", "xai", "rehearsal"), "rehearsal");
        return REHEARSAL;
    }

    private static SpeechProvider withKey(SettingsReader settings) {
        List<SpeechProvider> withKey = new ArrayList<>();
        settings.secret("openai.api-key").ifPresent(_ -> withKey.add(OPENAI));
        settings.secret("xai.api-key").ifPresent(_ -> withKey.add(XAI));
        return switch (withKey.size()) {
            case 0 -> REHEARSAL;
            case 1 -> withKey.getFirst();
            default -> {
                settings.mistake(
                        KEY,
                        "is not set, and both OPENAI_API_KEY and XAI_API_KEY are",
                        "openai, rehearsal, xai; or an order in SWITCHHOOK_PROVIDERS; or only one of the two keys");
                yield REHEARSAL;
            }
        };
    }
}
