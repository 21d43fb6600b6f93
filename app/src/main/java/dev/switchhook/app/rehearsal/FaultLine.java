package dev.switchhook.app.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads one line of a fault plan.
final class FaultLine {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m)");
    private static final Pattern COUNT = Pattern.compile("x([1-9][0-9]{0,3})");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private FaultLine() {}

    /// Reads a line.
    ///
    /// @param place file and line, for what is said about a mistake
    /// @throws UnreadablePlan when no form fits
    static Fault read(String place, String line) throws UnreadablePlan {
        List<String> words = List.of(line.split(" "));
        for (FaultForm form : FaultForm.ALL) {
            Optional<FaultForm.Words> found = match(List.of(form.pattern().split(" ")), words);
            if (found.isPresent()) {
                return form.meaning().apply(found.get());
            }
        }
        throw new UnreadablePlan(place + ": '" + line + "' is no fault; allowed: " + allowed(words.getFirst()));
    }

    private static Optional<FaultForm.Words> match(List<String> pattern, List<String> words) {
        if (pattern.size() != words.size()) {
            return Optional.empty();
        }
        List<Duration> times = new ArrayList<>();
        Optional<String> kind = Optional.empty();
        Optional<Integer> count = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean fits = switch (pattern.get(i)) {
                case "TIME" -> {
                    Optional<Duration> time = time(word);
                    time.ifPresent(times::add);
                    yield time.isPresent();
                }
                case "KIND" -> {
                    kind = Optional.of(word).filter(FaultForm.KINDS::containsKey);
                    yield kind.isPresent();
                }
                case "xN" -> {
                    Matcher number = COUNT.matcher(word);
                    count = number.matches() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
                    yield count.isPresent();
                }
                case String literal -> literal.equals(word);
            };
            if (!fits) {
                return Optional.empty();
            }
        }
        return Optional.of(new FaultForm.Words(times, kind, count));
    }

    private static Optional<Duration> time(String word) {
        Matcher time = TIME.matcher(word);
        if (!time.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(time.group(1));
        Duration length = switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
        return Optional.of(length).filter(known -> known.compareTo(LONGEST) <= 0);
    }

    private static String allowed(String subject) {
        List<FaultForm> sameSubject = FaultForm.ALL.stream()
                .filter(form -> form.subject().equals(subject))
                .toList();
        if (sameSubject.isEmpty()) {
            return "lines that begin with "
                    + FaultForm.ALL.stream().map(FaultForm::subject).distinct().collect(Collectors.joining(", "));
        }
        String forms = sameSubject.stream().map(FaultForm::pattern).collect(Collectors.joining("; "));
        String explained = forms;
        if (forms.contains("KIND")) {
            explained += "; KIND is one of " + String.join(", ", FaultForm.KINDS.keySet());
        }
        if (forms.contains("TIME")) {
            explained += "; TIME is such as 500ms, 20s or 1m, at most 10m";
        }
        return explained;
    }
}
