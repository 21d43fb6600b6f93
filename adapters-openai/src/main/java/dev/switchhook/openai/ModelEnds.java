package dev.switchhook.openai;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The models that the provider has announced to serve no longer (`wire/openai.md` 0.2). A pure table: a setting that
/// works today is never refused because of it.
final class ModelEnds {

    private static final List<Row> TABLE = List.of(
            new Row("gpt-realtime(-mini)?(-20[0-9]{2}-[0-9]{2}-[0-9]{2})?", "2027-01-20"),
            new Row("whisper-1|gpt-4o-.*transcribe.*", "2027-02-26"),
            // The previews are said to be retired; nobody has published a day.
            new Row("gpt-4o-(mini-)?realtime-preview.*", "already"));

    private record Row(Predicate<String> names, String day) {
        private Row(String names, String day) {
            this(Pattern.compile(names).asMatchPredicate(), day);
        }
    }

    /// A model that stops being served.
    ///
    /// @param day the first day without it, such as `2027-01-20`; `already` when that is over
    record End(String model, String day) {}

    private ModelEnds() {}

    /// Which of the models of these settings stop being served. Names of deployments say nothing.
    static List<End> of(OpenAiSettings settings) {
        if (settings.peer().azure()) {
            return List.of();
        }
        return Stream.concat(Stream.of(settings.model()), settings.transcription().map(Transcription::model).stream())
                .map(ModelEnds::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<End> of(String model) {
        return TABLE.stream()
                .filter(row -> row.names.test(model))
                .map(row -> new End(model, row.day))
                .findFirst();
    }
}
