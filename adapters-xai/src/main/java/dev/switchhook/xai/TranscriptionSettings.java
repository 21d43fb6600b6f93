package dev.switchhook.xai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How the caller's words are written down (wire/xai.md 2). Immutable.
///
/// @param language a hint, as a language tag (BCP 47)
/// @param keyTerms names and terms that callers are expected to use: at most 100, each of at most 50 characters
record TranscriptionSettings(Optional<String> language, List<String> keyTerms) {

    /// The provider's only one. It must be asked for, otherwise nothing may be transcribed (wire/xai.md 4, 15).
    static final String MODEL = "grok-transcribe";

    static final TranscriptionSettings STANDARD = new TranscriptionSettings(Optional.empty(), List.of());

    private static final EntryList TERMS =
            new EntryList("[^,\\p{Cntrl}]{1,50}", 100, "terms of 1 to 50 characters, each once");
    private static final String TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}";

    /// Keeps its own copy of the list.
    public TranscriptionSettings {
        keyTerms = List.copyOf(keyTerms);
    }

    static TranscriptionSettings read(SettingsReader reader) {
        return new TranscriptionSettings(language(reader), TERMS.read(reader, "xai.key-terms"));
    }

    private static Optional<String> language(SettingsReader reader) {
        String key = "xai.transcription-language";
        String allowed = "a language tag such as en or pt-BR; es and pt need a region, such as es-MX or pt-BR";
        Optional<String> tag = reader.text(key);
        if (tag.isPresent() && !tag.get().matches(TAG)) {
            reader.mistake(key, "is malformed", allowed);
            return Optional.empty();
        }
        // The provider drops these two silently when they stand alone (wire/xai.md 2).
        if (tag.isPresent() && Set.of("es", "pt").contains(tag.get().toLowerCase(Locale.ROOT))) {
            reader.mistake(key, "'" + tag.get() + "' without a region is silently ignored by xAI", allowed);
            return Optional.empty();
        }
        return tag;
    }
}
