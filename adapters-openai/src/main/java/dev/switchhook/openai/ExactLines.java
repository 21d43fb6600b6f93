package dev.switchhook.openai;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lines that must be said word for word, each from its request to the end of its reply; one at a time, unless a
/// reply of the server has come between. This provider cannot promise the words, so the transcript of what was said is
/// compared with them: another wording is counted, and no more, because the caller has heard it by then. Not safe for
/// use by several threads.
final class ExactLines {

    private static final int KEPT = 16;
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Tally tally;
    private final Map<String, Line> requested = new LinkedHashMap<>();
    private @Nullable Line spoken;
    private String response = "";
    private final StringBuilder said = new StringBuilder();

    private record Line(String text, boolean interruptible) {}

    ExactLines(Tally tally) {
        this.tally = tally;
    }

    /// What the model is told, beside its standing instructions.
    static String cue(String line) {
        return "Say exactly these words and nothing else: no answer, no translation, nothing before them and nothing"
                + " after them: " + line;
    }

    /// A line was asked for by that event of ours.
    void asked(String eventId, String text, boolean interruptible) {
        requested.put(eventId, new Line(text, interruptible));
        if (requested.size() > KEPT) {
            requested.remove(requested.keySet().iterator().next());
        }
    }

    /// Whether a line is being said that nobody may interrupt.
    boolean mayNotBeInterrupted() {
        Line now = spoken;
        return now != null && !now.interruptible;
    }

    /// Whether such a line is being said, or is still to be said.
    boolean needQuiet() {
        return mayNotBeInterrupted() || requested.values().stream().anyMatch(line -> !line.interruptible);
    }

    /// A reply has begun.
    ///
    /// @param eventId the request that the server names for it; empty when it names none
    void started(String started, String eventId) {
        @Nullable Line line = requested.remove(eventId);
        if (line != null) {
            spoken = line;
            response = started;
            said.setLength(0);
        }
    }

    /// A part of a reply, as text.
    void said(String by, String words) {
        if (by.equals(response)) {
            said.append(words).append(' ');
        }
    }

    /// A reply is over.
    ///
    /// @param complete whether it was said to its end
    void over(String ended, boolean complete) {
        Line line = spoken;
        if (line == null || !ended.equals(response)) {
            return;
        }
        if (complete && !words(said.toString()).equals(words(line.text))) {
            tally.count(OpenAiOddity.LINE_REWORDED);
        }
        spoken = null;
    }

    /// The server does not take up that request of ours.
    void refused(String eventId) {
        requested.remove(eventId);
    }

    private static String words(String text) {
        return NOT_A_WORD
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }
}
