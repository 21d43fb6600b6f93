package dev.switchhook.app.cli;

import dev.switchhook.app.filing.Criteria;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What calls are looked for on the command line; all of it must fit.
final class CallFilter {

    private static final Pattern LENGTH = Pattern.compile("(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?");

    @Option(names = "--day", paramLabel = "DATE", description = "That began on that day, such as 2026-11-20.")
    private @Nullable String day;

    @Option(
            names = "--ending",
            paramLabel = "WORD",
            description = "That ended so: completed, abandoned, failed, or a reason such as caller_hung_up.")
    private @Nullable String ending;

    @Option(
            names = "--blame",
            paramLabel = "WHO",
            description = "Whose end was the doing of: caller, us, provider, carrier, nobody.")
    private @Nullable String blame;

    @Option(names = "--assistant", paramLabel = "NAME", description = "That this assistant has served.")
    private @Nullable String assistant;

    @Option(names = "--tool", paramLabel = "NAME", description = "In which this tool was used.")
    private @Nullable String tool;

    @Option(
            names = "--words",
            paramLabel = "TEXT",
            description = "In which all these words were said, in any order, as long as they are kept.")
    private @Nullable String words;

    @Option(names = "--caller", paramLabel = "NUMBER", description = "Of this caller, in E.164 form.")
    private @Nullable String caller;

    @Option(names = "--longer-than", paramLabel = "TIME", description = "That were as long or longer: 90s, 5m, 2m30s.")
    private @Nullable String longer;

    @Option(names = "--shorter-than", paramLabel = "TIME", description = "That were as long or shorter.")
    private @Nullable String shorter;

    /// What is looked for; empty when nothing in particular is.
    ///
    /// @throws ParameterException when a word is wrong
    Optional<Criteria> criteria(CommandLine line) {
        Optional<LocalDate> date = Optional.ofNullable(day).map(text -> date(line, text));
        ZoneId zone = ZoneId.systemDefault();
        Optional<Outcome> outcome = Optional.ofNullable(ending).flatMap(word -> named(Outcome.values(), word));
        Criteria criteria = new Criteria(
                date.map(it -> it.atStartOfDay(zone).toInstant()),
                date.map(it -> it.plusDays(1).atStartOfDay(zone).toInstant()),
                outcome,
                outcome.isPresent() ? Optional.empty() : one(line, "--ending", ending, EndReason.values()),
                one(line, "--blame", blame, Blame.values()),
                Optional.ofNullable(assistant),
                Optional.ofNullable(tool),
                length(line, "--longer-than", longer),
                length(line, "--shorter-than", shorter),
                Optional.ofNullable(words),
                Optional.ofNullable(caller).map(text -> number(line, text)));
        return criteria.equals(Criteria.ALL) ? Optional.empty() : Optional.of(criteria);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] all, String word) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(all).filter(one -> one.name().equals(name)).findFirst();
    }

    private static <E extends Enum<E>> Optional<E> one(
            CommandLine line, String option, @Nullable String word, E[] all) {
        if (word == null) {
            return Optional.empty();
        }
        List<String> names = Arrays.stream(all)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        return Optional.of(named(all, word)
                .orElseThrow(() -> wrong(line, option, word, "is none of " + String.join(", ", names))));
    }

    private static LocalDate date(CommandLine line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw wrong(line, "--day", text, "is not a date such as 2026-11-20");
        }
    }

    private static PhoneNumber number(CommandLine line, String text) {
        PhoneNumber number = new PhoneNumber(text);
        if (number.e164().isEmpty()) {
            throw new ParameterException(
                    line,
                    "Invalid value for option '--caller': it is not a number in E.164 form, such as +493012345678");
        }
        return number;
    }

    private static Optional<Duration> length(CommandLine line, String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher parts = LENGTH.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw wrong(line, option, text, "is not a time such as 90s, 5m or 2m30s");
        }
        return Optional.of(Duration.ofMinutes(amount(parts.group(1))).plusSeconds(amount(parts.group(2))));
    }

    private static long amount(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static ParameterException wrong(CommandLine line, String option, String text, String problem) {
        return new ParameterException(line, "Invalid value for option '" + option + "': '" + text + "' " + problem);
    }
}
