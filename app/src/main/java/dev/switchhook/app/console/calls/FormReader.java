package dev.switchhook.app.console.calls;

import dev.switchhook.app.console.calls.FieldValues.Wrong;
import dev.switchhook.app.filing.Criteria;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one filled-in form. What is wrong is noted at its field, and the other fields are read all the same.
final class FormReader {

    private static final int LONGEST = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Map<String, String> typed = new HashMap<>();
    private final Map<String, String> problems = new HashMap<>();

    private FormReader() {}

    /// Reads a form.
    ///
    /// @param given the value of a field by its name, null without one
    static CallForm read(Function<String, @Nullable String> given) {
        FormReader reader = new FormReader();
        for (String field : CallForm.FIELDS) {
            reader.take(field, given.apply(field));
        }
        OptionalLong before = reader.before(given.apply(CallForm.BEFORE));
        Criteria criteria = reader.criteria();
        return new CallForm(reader.typed, reader.problems, criteria, before);
    }

    private void take(String field, @Nullable String text) {
        String value = text == null ? "" : text.strip();
        if (value.length() > LONGEST) {
            typed.put(field, value.substring(0, LONGEST));
            problems.put(field, "That is too long: at most " + LONGEST + " characters are allowed.");
        } else if (!value.isEmpty()) {
            typed.put(field, value);
        }
    }

    private OptionalLong before(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            problems.put(CallForm.BEFORE, "This address names no page of the list. Search again.");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private Criteria criteria() {
        Optional<LocalDate> day = read("day", FieldValues::day);
        Optional<LocalDate> through = read("through", FieldValues::day);
        if (through.isPresent() && !typed.containsKey("day")) {
            problems.put("through", "Say also with which day to begin.");
        } else if (through.isPresent() && day.isPresent() && through.get().isBefore(day.get())) {
            problems.put("through", "This day is before the first one.");
        }
        Optional<Duration> least = read("longer", FieldValues::length);
        Optional<Duration> most = read("shorter", FieldValues::length);
        if (least.isPresent() && most.isPresent() && most.get().compareTo(least.get()) < 0) {
            problems.put("shorter", "This is shorter than the least length.");
        }
        Optional<Outcome> outcome =
                Optional.ofNullable(typed.get("ending")).flatMap(word -> FieldValues.named(Outcome.values(), word));
        Optional<EndReason> reason = outcome.isPresent()
                ? Optional.empty()
                : read("ending", word -> FieldValues.one(EndReason.values(), word));
        return new Criteria(
                day.map(FormReader::begin),
                through.or(() -> day).map(last -> begin(last.plusDays(1))),
                outcome,
                reason,
                read("blame", word -> FieldValues.one(Blame.values(), word)),
                read("assistant", text -> text),
                read("tool", text -> text),
                least,
                most,
                read("words", FieldValues::words),
                read("caller", FieldValues::caller));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// What a text means.
    @FunctionalInterface
    private interface Meaning<T> {

        T of(String text) throws Wrong;
    }

    /// The value of a field, unless it is empty or wrong.
    private <T> Optional<T> read(String field, Meaning<T> meaning) {
        String text = typed.get(field);
        if (text == null || problems.containsKey(field)) {
            return Optional.empty();
        }
        try {
            return Optional.of(meaning.of(text));
        } catch (Wrong wrong) {
            problems.put(field, wrong.getMessage());
            return Optional.empty();
        }
    }
}
