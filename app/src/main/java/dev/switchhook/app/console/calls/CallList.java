package dev.switchhook.app.console.calls;

import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the page of the list of calls shows. Read by templates.
///
/// @param form what is looked for
/// @param page what was found; empty when nothing was looked for
/// @param out whether the calls cannot be searched now
public record CallList(CallForm form, Optional<CallSearch.Page> page, boolean out) {

    /// A word that a field may have.
    ///
    /// @param value in the address
    /// @param words for people
    public record Choice(String value, String words) {}

    /// The calls.
    public List<CallFile> calls() {
        return page.map(CallSearch.Page::calls).orElse(List.of());
    }

    /// Whether there is nothing that fits, as far as anybody has looked.
    public boolean isEmpty() {
        return page.isPresent() && calls().isEmpty();
    }

    /// Whether the search has stopped before it was through.
    public boolean unfinished() {
        return page.isPresent() && page.get().unfinished();
    }

    /// How far back the search has got; empty when it is through.
    public Optional<Instant> reached() {
        return page.flatMap(CallSearch.Page::reached);
    }

    /// Where the list goes on; empty at its end.
    public String older() {
        return page.isPresent() && page.get().next().isPresent()
                ? form.after(page.get().next().getAsLong())
                : "";
    }

    /// The outcomes among which one can choose.
    public static List<Choice> outcomes() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> new Choice(FieldValues.word(outcome), CallWords.of(outcome)))
                .toList();
    }

    /// The reasons among which one can choose.
    public static List<Choice> reasons() {
        return Arrays.stream(EndReason.values())
                .map(reason -> new Choice(FieldValues.word(reason), CallWords.of(reason)))
                .toList();
    }

    /// The blames among which one can choose.
    public static List<Choice> blames() {
        return Arrays.stream(Blame.values())
                .map(blame -> new Choice(FieldValues.word(blame), CallWords.of(blame)))
                .toList();
    }
}
