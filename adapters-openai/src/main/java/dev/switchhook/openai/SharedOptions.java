package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SessionOption.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The settings in the words that providers share, so that two providers can be compared. Pure functions.
///
/// What the chosen models cannot do is left out: such an option could not be taken over from another provider.
final class SharedOptions {

    private static final String NONE = "none";

    private SharedOptions() {}

    /// One option for each kind that these settings know; one counts as chosen when it is not the default.
    static List<SessionOption> of(OpenAiSettings settings) {
        Map<Kind, String> usual = words(OpenAiSettings.defaults());
        return words(settings).entrySet().stream()
                .map(option -> new SessionOption(
                        option.getKey(), option.getValue(), !option.getValue().equals(usual.get(option.getKey()))))
                .toList();
    }

    private static Map<Kind, String> words(OpenAiSettings settings) {
        Map<Kind, String> words = new LinkedHashMap<>();
        words.put(Kind.MODEL, settings.model());
        words.put(Kind.VOICE, settings.voice());
        words.put(Kind.SPEED, Double.toString(settings.speaking().speed()));
        transcription(words, settings.transcription());
        turns(words, settings.turnDetection());
        words.put(
                Kind.NOISE_REDUCTION,
                settings.noiseReduction()
                        .map(noise -> noise.type()
                                + (noise.strength().isPresent()
                                        ? " at " + noise.strength().getAsDouble()
                                        : ""))
                        .orElse(NONE));
        replies(words, settings);
        words.put(Kind.CONTEXT_LIMIT, context(settings.remembering()));
        words.put(Kind.TRACING, settings.tracing().orElse(NONE));
        words.put(
                Kind.TOOL_SERVERS,
                listed(settings.toolServers().stream().map(ToolServer::label).toList()));
        return words;
    }

    private static void transcription(Map<Kind, String> words, Optional<Transcription> transcription) {
        words.put(
                Kind.TRANSCRIPTION_MODEL,
                transcription.map(Transcription::model).orElse(NONE));
        words.put(
                Kind.TRANSCRIPTION_LANGUAGE,
                transcription.flatMap(Transcription::language).orElse("guessed"));
        if (transcription.filter(Transcription::takesPrompt).isPresent()) {
            words.put(
                    Kind.TRANSCRIPTION_PROMPT,
                    transcription
                            .flatMap(Transcription::prompt)
                            .map(prompt -> prompt.length() + " characters")
                            .orElse(NONE));
        }
        if (transcription.filter(Transcription::takesKeywords).isPresent()) {
            words.put(
                    Kind.KEY_TERMS,
                    listed(transcription.map(Transcription::keywords).orElse(List.of())));
        }
    }

    private static void turns(Map<Kind, String> words, TurnDetection turns) {
        switch (turns) {
            case TurnDetection.Volume volume -> {
                words.put(Kind.TURN_DETECTION, "server_vad");
                words.put(Kind.TURN_THRESHOLD, Double.toString(volume.threshold()));
                words.put(Kind.TURN_PREFIX, volume.prefixMilliseconds() + " ms");
                words.put(Kind.TURN_SILENCE, volume.silenceMilliseconds() + " ms");
                OptionalInt idle = volume.idleMilliseconds();
                words.put(Kind.IDLE_PROMPT, idle.isPresent() ? idle.getAsInt() + " ms" : NONE);
            }
            case TurnDetection.Meaning meaning -> {
                words.put(Kind.TURN_DETECTION, "semantic_vad");
                words.put(Kind.TURN_EAGERNESS, meaning.eagerness());
            }
        }
        words.put(Kind.ANSWERS_ITSELF, yesNo(turns.answers()));
        words.put(Kind.STOPS_ITSELF, yesNo(turns.interrupts()));
    }

    private static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static void replies(Map<Kind, String> words, OpenAiSettings settings) {
        ReplyRules rules = settings.replyRules();
        words.put(Kind.TOOL_CHOICE, rules.toolChoice());
        rules.effort().ifPresent(effort -> {
            words.put(Kind.REASONING, effort);
            words.put(
                    Kind.PARALLEL_TOOLS,
                    rules.parallelTools().map(SharedOptions::yesNo).orElse("as the provider likes"));
        });
        OptionalInt most = rules.maxOutputTokens();
        words.put(Kind.OUTPUT_LIMIT, most.isPresent() ? most.getAsInt() + " tokens" : NONE);
    }

    private static String context(Remembering remembering) {
        return switch (remembering) {
            case Remembering.AsTheProviderLikes() -> "auto";
            case Remembering.Everything() -> "disabled";
            case Remembering.Part(double ratio, OptionalInt after) ->
                "keeps " + ratio + (after.isPresent() ? ", " + after.getAsInt() + " tokens after instructions" : "");
        };
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? NONE : String.join(", ", names);
    }
}
