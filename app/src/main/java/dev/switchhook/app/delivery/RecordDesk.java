package dev.switchhook.app.delivery;

import dev.switchhook.app.business.CallSummary;
import dev.switchhook.app.business.CommittedEffect;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
import dev.switchhook.app.filing.Outcome;
import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.EffectLedger.Entry;
import dev.switchhook.app.tools.EffectLedger.LedgerUnavailable;
import dev.switchhook.app.tools.EffectLedger.Note;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallArchive;
import dev.switchhook.domain.port.journal.CallArchive.ArchiveUnavailable;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Puts the record of a call together: its file, and what came of it for the business as the ledger of
/// effects has it. Blocks; safe for use by several threads.
public final class RecordDesk implements Courier.CallRecords {

    static final String FOLLOW_UP = "follow-up";
    static final String TRANSCRIPT = "transcript";

    /// A tool that has not ended by then is told as one whose effect nobody knows.
    private static final Duration LONGEST_TOOL = Duration.ofMinutes(2);

    private final CallSearch files;
    private final CallRegistry registry;
    private final CallArchive archive;
    private final EffectLedger ledger;
    private final List<CallSummary> summaries;
    private final DeliverySettings settings;

    /// @param summaries of the businesses
    public RecordDesk(
            CallSearch files,
            CallRegistry registry,
            CallArchive archive,
            EffectLedger ledger,
            List<CallSummary> summaries,
            DeliverySettings settings) {
        this.files = files;
        this.registry = registry;
        this.archive = archive;
        this.ledger = ledger;
        this.summaries = List.copyOf(summaries);
        this.settings = settings;
    }

    /// The names of all fields of a summary.
    public static Set<String> fields(List<CallSummary> summaries) {
        Set<String> fields = new TreeSet<>(Set.of(FOLLOW_UP, TRANSCRIPT));
        summaries.forEach(summary -> fields.addAll(summary.names()));
        return fields;
    }

    @Override
    public Told of(CallId call, Duration age) throws Unavailable {
        try {
            Optional<CallFile> file = files.file(call);
            if (file.isEmpty()) {
                return new Told.Nothing();
            }
            List<Note> effects = ledger.of(call);
            if (age.compareTo(LONGEST_TOOL) < 0 && effects.stream().anyMatch(RecordDesk::isAtWork)) {
                return new Told.NotYet();
            }
            return new Told.Whole(RecordText.of(
                    file.get(),
                    caller(file.get()),
                    summary(effects),
                    wanted(FOLLOW_UP) ? Optional.of(followUp(file.get(), effects)) : Optional.empty(),
                    transcriptIsWanted() ? Optional.of(notes(call)) : Optional.empty()));
        } catch (SearchUnavailable | LedgerUnavailable | ArchiveUnavailable | RegistryUnavailable unavailable) {
            throw new Unavailable(unavailable);
        }
    }

    private static boolean isAtWork(Note note) {
        return note.entry() instanceof Entry.Open open && !open.doubtful();
    }

    private Optional<String> caller(CallFile file) throws RegistryUnavailable {
        return switch (settings.caller()) {
            case NONE -> Optional.empty();
            case MASKED -> Optional.of(file.caller());
            case FULL ->
                Optional.of(registry.find(file.call())
                        .flatMap(record -> record.call().from().e164())
                        .orElse(file.caller()));
        };
    }

    private Map<String, String> summary(List<Note> notes) {
        List<CommittedEffect> effects = new ArrayList<>();
        for (Note note : notes) {
            if (note.entry() instanceof Entry.Done(var reply)) {
                effects.add(new CommittedEffect(note.intent().tool(), reply.answer()));
            }
        }
        Map<String, String> told = new LinkedHashMap<>();
        for (CallSummary summary : summaries) {
            summary.of(effects).forEach((name, value) -> {
                if (wanted(name)) {
                    told.put(name, value);
                }
            });
        }
        return told;
    }

    /// What is not as it should be, in words that a program can go by.
    private static List<String> followUp(CallFile file, List<Note> effects) {
        List<String> open = new ArrayList<>();
        if (file.outcome() == Outcome.FAILED) {
            open.add("call-failed");
        }
        if (file.uncorrected() > 0) {
            open.add("uncorrected-claim");
        }
        if (effects.stream().anyMatch(note -> note.entry() instanceof Entry.Open)) {
            open.add("effect-unknown");
        }
        return open;
    }

    private List<Noted> notes(CallId call) throws ArchiveUnavailable {
        return archive.entries(call);
    }

    private boolean wanted(String field) {
        return settings.fields().map(fields -> fields.contains(field)).orElse(true);
    }

    /// What was said is delivered only to those who ask for it.
    private boolean transcriptIsWanted() {
        return settings.fields().map(fields -> fields.contains(TRANSCRIPT)).orElse(false);
    }
}
