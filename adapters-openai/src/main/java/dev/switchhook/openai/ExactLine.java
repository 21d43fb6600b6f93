package dev.switchhook.openai;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The line that must be said word for word, from the request to the end of its reply. This provider cannot promise
/// the words, so the transcript of what was said is compared with them: another wording is counted, and no more,
/// because the caller has heard it by then. Not safe for use by several threads.
final class ExactLine {

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Tally tally;
    private String wanted = "";
    private boolean interruptible;
    private @Nullable String request;
    private @Nullable String response;
    private final StringBuilder said = new StringBuilder();

    ExactLine(Tally tally) {
        this.tally = tally;
    }

    /// What the model is told, beside its standing instructions.
    static String cue(String line) {
        return "Say exactly these words and nothing else: no answer, no translation, nothing before them and nothing"
                + " after them: " + line;
    }

    /// The line was asked for by that event of ours.
    void asked(String eventId, String line, boolean mayBeInterrupted) {
        wanted = line;
        interruptible = mayBeInterrupted;
        request = eventId;
        response = null;
        said.setLength(0);
    }

    /// Whether a line is being said that nobody may interrupt.
    boolean mayNotBeInterrupted() {
        return response != null && !interruptible;
    }

    /// A reply has begun.
    ///
    /// @param eventId the request that the server names for it; empty when it names none
    /// @return whether it is that of the line
    boolean started(String started, String eventId) {
        boolean ours = request != null && request.equals(eventId);
        if (ours) {
            response = started;
        }
        return ours;
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
    /// @return whether it was that of the line
    boolean over(String ended, boolean complete) {
        if (!ended.equals(response)) {
            return false;
        }
        if (complete && !words(said.toString()).equals(words(wanted))) {
            tally.count(OpenAiOddity.LINE_REWORDED);
        }
        request = null;
        response = null;
        return true;
    }

    /// The server will not take up that request of ours.
    ///
    /// @return whether it was the one for the line
    boolean refused(String eventId) {
        boolean ours = response == null && request != null && request.equals(eventId);
        if (ours) {
            request = null;
        }
        return ours;
    }

    private static String words(String text) {
        return NOT_A_WORD
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }
}
