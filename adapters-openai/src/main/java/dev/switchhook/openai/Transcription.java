package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who writes down what the caller says, and with what help (`wire/openai.md` 2.1, `audio.input.transcription`).
///
/// @param model the model; at Azure the name of a deployment
/// @param language the caller's language as a code such as `en`; absent when it is to be guessed
/// @param prompt words about what will be said
/// @param keywords names and terms that will be said
/// @param delay how long it may wait for more sound before it writes
record Transcription(
        String model,
        Optional<String> language,
        Optional<String> prompt,
        List<String> keywords,
        Optional<String> delay) {

    private static final String WHISPER = "gpt-realtime-whisper";
    private static final Set<String> TAKES_KEYWORDS = Set.of("gpt-transcribe", "gpt-live-transcribe");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|auto");
    private static final int LONGEST_PROMPT = 1_000;
    private static final int LONGEST_KEYWORD = 64;
    private static final int MOST_KEYWORDS = 100;

    /// Keeps its own copy of the list.
    Transcription {
        keywords = List.copyOf(keywords);
    }

    /// Whether that model takes keywords.
    boolean takesKeywords() {
        return TAKES_KEYWORDS.contains(model);
    }

    /// Whether that model takes a prompt.
    boolean takesPrompt() {
        return !model.equals(WHISPER);
    }

    /// Reads it, or finds that nobody is to write anything down.
    ///
    /// @param deployments whether models go by names that tell nothing about them, as they do at Azure
    static Optional<Transcription> read(SettingsReader reader, boolean deployments) {
        String model = Texts.matching(
                reader,
                "openai.transcription-model",
                "gpt-live-transcribe",
                Texts.MODEL_NAME,
                Texts.MODEL_NAME_WORDS + "; none");
        String language = Texts.matching(
                reader, "openai.transcription-language", "en", LANGUAGE, "a language code such as en or de; auto");
        var transcription = new Transcription(
                model,
                Optional.of(language).filter(code -> !code.equals("auto")),
                prompt(reader),
                keywords(reader),
                Texts.choiceIfAny(
                        reader,
                        "openai.transcription-delay",
                        Set.of("minimal", "low", "medium", "high", "xhigh"),
                        "low"));
        if (!deployments) {
            transcription.refuseWhatTheModelLacks(reader);
        }
        return model.equals("none") ? Optional.empty() : Optional.of(transcription);
    }

    private static Optional<String> prompt(SettingsReader reader) {
        Optional<String> prompt = reader.text("openai.transcription-prompt");
        if (prompt.isPresent() && prompt.get().length() > LONGEST_PROMPT) {
            reader.mistake("openai.transcription-prompt", "is too long", "up to " + LONGEST_PROMPT + " characters");
        }
        return prompt;
    }

    private static List<String> keywords(SettingsReader reader) {
        List<String> words = Texts.parts(reader.text("openai.transcription-keywords"));
        if (words.size() > MOST_KEYWORDS || words.stream().anyMatch(word -> word.length() > LONGEST_KEYWORD)) {
            reader.mistake(
                    "openai.transcription-keywords",
                    "has too many or too long words",
                    "up to " + MOST_KEYWORDS + " of up to " + LONGEST_KEYWORD + " characters, separated by commas");
        }
        return words;
    }

    private void refuseWhatTheModelLacks(SettingsReader reader) {
        boolean nobody = model.equals("none");
        if (!keywords.isEmpty() && !takesKeywords()) {
            lacking(
                    reader,
                    "openai.transcription-keywords",
                    "nothing, or one of the models gpt-live-transcribe, gpt-transcribe");
        }
        if (prompt.isPresent() && (nobody || !takesPrompt())) {
            lacking(reader, "openai.transcription-prompt", "nothing, or a model such as gpt-live-transcribe");
        }
        if (delay.isPresent() && !model.equals(WHISPER)) {
            lacking(reader, "openai.transcription-delay", "nothing, or the model " + WHISPER);
        }
    }

    private static void lacking(SettingsReader reader, String key, String allowed) {
        reader.mistake(key, "is set, but the transcription model does not take it", allowed);
    }
}
