package dev.switchhook.openai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// What a reply may do and how far it may go (`wire/openai.md` 2.1).
///
/// @param effort how long a reasoning model thinks; absent for a model that does not reason
/// @param parallelTools whether several tools may be asked for at once; absent for the provider's own way
/// @param toolChoice `auto`, `none`, `required`, or the name of the one tool to use
/// @param maxOutputTokens bound of one reply, 1 to 4096; absent for none
record ReplyRules(
        Optional<String> effort, Optional<Boolean> parallelTools, String toolChoice, OptionalInt maxOutputTokens) {

    private static final Pattern REASONING_MODEL =
            Pattern.compile("gpt-realtime-2(\\.[0-9]+)?(-mini)?(-[0-9]{4}-[0-9]{2}-[0-9]{2})?");
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String EFFORT = "openai.reasoning-effort";
    private static final String PARALLEL = "openai.parallel-tool-calls";
    private static final String MOST = "openai.max-output-tokens";

    /// Words that mean something by themselves, and are no tools.
    static final Set<String> CHOICES = Set.of("auto", "none", "required");

    /// Reads them.
    ///
    /// @param model decides whether there is thinking to rule
    /// @param deployment whether that name tells nothing about the model, as at Azure: then what is set is believed
    static ReplyRules read(SettingsReader reader, String model, boolean deployment) {
        boolean reasons = reasons(model);
        String effort = reader.choice(EFFORT, Set.of("minimal", "low", "medium", "high", "xhigh"), "low");
        boolean effortSet = reader.text(EFFORT).isPresent();
        Optional<Boolean> parallel =
                reader.text(PARALLEL).isPresent() ? Optional.of(Texts.truth(reader, PARALLEL, true)) : Optional.empty();
        if (!reasons && !deployment) {
            refuse(reader, EFFORT, effortSet);
            refuse(reader, PARALLEL, parallel.isPresent());
        }
        return new ReplyRules(
                reasons || (deployment && effortSet) ? Optional.of(effort) : Optional.empty(),
                parallel,
                Texts.matching(
                        reader, "openai.tool-choice", "auto", TOOL_NAME, "auto, none, required, or the name of a tool"),
                reader.text(MOST).filter(text -> text.equals("inf")).isPresent()
                        ? OptionalInt.empty()
                        : OptionalInt.of(reader.number(MOST, 1_536, 1, 4_096)));
    }

    /// Whether a model thinks before it speaks.
    static boolean reasons(String model) {
        return REASONING_MODEL.matcher(model).matches();
    }

    private static void refuse(SettingsReader reader, String key, boolean set) {
        if (set) {
            reader.mistake(
                    key,
                    "is set, but the chosen model does not reason",
                    "nothing, or a model such as " + OpenAiSettings.DEFAULT_MODEL);
        }
    }
}
