package dev.switchhook.app.config;

import dev.switchhook.app.business.PolicyName;
import dev.switchhook.app.tools.PlainText;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.turn.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the configuration says about one assistant, `switchhook.assistants.NAME`; what it does not say is as the
/// business has it.
///
/// @param name `a-z`, `0-9` and `-`
/// @param numbers the numbers that it answers; none for every call that no other assistant answers
/// @param template the text of its template
/// @param greeting the greeting word for word
/// @param interruptible whether a caller may break that off
/// @param disclosure what is said before it
/// @param recorded whether its calls are recorded
/// @param tools the names of the tools that it has beside hanging up, which may be none; not set for all
/// @param policies what ends a call that nobody ends
/// @param longest how many characters the instructions may have
/// @param variables values for the template
public record AssistantSettings(
        String name,
        Set<String> numbers,
        Optional<String> template,
        Optional<String> greeting,
        boolean interruptible,
        Optional<String> disclosure,
        boolean recorded,
        Optional<Set<String>> tools,
        Optional<List<PolicyName>> policies,
        int longest,
        Map<String, String> variables) {

    /// The section of all assistants.
    public static final String SECTION = "switchhook.assistants";

    /// Stands where names of tools stand otherwise, for an assistant that talks and hangs up.
    public static final String NO_TOOLS = "none";

    private static final int LONGEST = 16_000;
    private static final int LONGEST_LINE = 500;
    private static final long LARGEST_TEMPLATE = 200_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,60}");

    /// Keeps its own copies.
    public AssistantSettings {
        numbers = Set.copyOf(numbers);
        tools = tools.map(Set::copyOf);
        policies = policies.map(List::copyOf);
        variables = Map.copyOf(variables);
    }

    /// A key of this assistant.
    public String key(String last) {
        return SECTION + "." + name + "." + last;
    }

    /// How the assistant begins a call. One that records has a disclosure.
    ///
    /// @param otherwise how the business has it
    public Opening opening(Opening otherwise) {
        return new Opening(
                greeting.map(line -> new Wish(line, true, interruptible)).orElse(otherwise.greeting()),
                disclosure.or(otherwise::disclosure),
                recorded);
    }

    /// All assistants, in the order of their names.
    static List<AssistantSettings> read(SettingsReader settings) {
        List<AssistantSettings> all = settings.names(SECTION).stream()
                .sorted()
                .map(name -> read(name, settings))
                .toList();
        Map<String, String> taken = new HashMap<>();
        for (AssistantSettings one : all) {
            for (String number : one.numbers.isEmpty() ? Set.of("") : one.numbers) {
                String other = taken.putIfAbsent(number, one.name);
                if (other != null) {
                    String whose = new PhoneNumber(number).e164().isPresent()
                            ? "has the number " + new PhoneNumber(number) + " of '" + other + "'"
                            : "has no numbers, as '" + other + "' has none";
                    settings.mistake(one.key("numbers"), whose, "every number once, and one assistant without numbers");
                }
            }
        }
        return all;
    }

    private static AssistantSettings read(String name, SettingsReader settings) {
        String section = SECTION + "." + name + ".";
        if (!NAME.matcher(name).matches()) {
            settings.mistake(SECTION + "." + name, "is no name", "a letter a-z, and up to 30 of a-z, 0-9 and -");
        }
        return new AssistantSettings(
                name,
                numbers(section + "numbers", settings),
                template(section + "template", settings),
                line(section + "greeting", settings),
                settings.choice(section + "greeting-interruptible", Set.of("true", "false"), "true")
                        .equals("true"),
                line(section + "disclosure", settings),
                settings.choice(section + "recording", Set.of("on", "off"), "off")
                        .equals("on"),
                list(section + "tools", settings).map(AssistantSettings::tools),
                settings.text(section + "hangup-policies")
                        .map(_ -> PolicyName.read(settings, section + "hangup-policies")),
                settings.number(section + "longest-instructions", LONGEST, 1000, 50_000),
                variables(section + "variables", settings));
    }

    private static Set<String> tools(List<String> names) {
        return names.equals(List.of(NO_TOOLS)) ? Set.of() : new LinkedHashSet<>(names);
    }

    private static Optional<List<String>> list(String key, SettingsReader settings) {
        return settings.text(key).map(text -> {
            List<String> parts = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                parts.add(part.strip());
            }
            return parts;
        });
    }

    private static Set<String> numbers(String key, SettingsReader settings) {
        Set<String> numbers = new LinkedHashSet<>();
        for (String number : list(key, settings).orElse(List.of())) {
            if (new PhoneNumber(number).e164().isEmpty()) {
                settings.mistake(
                        key, "holds what is no number", "E.164 numbers such as +4930123456, separated by commas");
            } else if (!numbers.add(number)) {
                settings.mistake(key, "holds a number twice", "every number once");
            }
        }
        return numbers;
    }

    private static Optional<String> template(String key, SettingsReader settings) {
        Optional<String> file = settings.text(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String allowed = "a readable text file in UTF-8 of at most " + LARGEST_TEMPLATE / 1000 + " kB";
        try {
            Path path = Path.of(file.get());
            if (!Files.isRegularFile(path)) {
                settings.mistake(key, "'" + file.get() + "' is no file", allowed);
                return Optional.empty();
            }
            if (Files.size(path) > LARGEST_TEMPLATE) {
                settings.mistake(key, "'" + file.get() + "' is too large", allowed);
                return Optional.empty();
            }
            return Optional.of(Files.readString(path));
        } catch (IOException | InvalidPathException _) {
            settings.mistake(key, "'" + file.get() + "' cannot be read", allowed);
            return Optional.empty();
        }
    }

    private static Optional<String> line(String key, SettingsReader settings) {
        Optional<String> stated = settings.text(key);
        if (stated.isPresent() && !PlainText.of(stated.get(), LONGEST_LINE).equals(stated.get())) {
            settings.mistake(key, "is not such a line", "one line of at most " + LONGEST_LINE + " characters, or none");
            return Optional.empty();
        }
        return stated;
    }

    private static Map<String, String> variables(String section, SettingsReader settings) {
        Map<String, String> variables = new TreeMap<>();
        for (String name : settings.names(section)) {
            if (!VARIABLE.matcher(name).matches()) {
                settings.mistake(section + "." + name, "is no name", "a letter a-z, and up to 60 of a-z, 0-9 and _");
            }
            line(section + "." + name, settings).ifPresent(value -> variables.put(name, value));
        }
        return variables;
    }
}
