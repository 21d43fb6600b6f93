package dev.switchhook.app.filing;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the file of a call from what the registry and the journal know of it. It decides nothing else.
final class Filing {

    private static final int LONGEST_TOOL = 64;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PROVIDER = 40;

    private final CallRecord record;
    private final CallStory story;

    private Optional<String> assistant = Optional.empty();
    private Optional<String> provider = Optional.empty();
    private Optional<String> model = Optional.empty();
    private int interruptions;
    private final Map<String, UsedTool> tools = new TreeMap<>();
    private final List<Duration> answers = new ArrayList<>();

    private Filing(CallRecord record, CallStory story) {
        this.record = record;
        this.story = story;
    }

    /// The file of a call, with the number that its beginning gives it.
    ///
    /// @param over when it was proven to be over
    /// @param marks gives the caller's mark
    static CallFile of(CallRecord record, List<Noted> notes, Instant over, CallerMarks marks) {
        CallStory story = new CallStory(
                record.call().id(),
                Optional.of(new CallStory.Registered(
                        record.call().from(),
                        record.call().attestation(),
                        record.state(),
                        record.reason(),
                        record.announcedAt())),
                notes);
        Filing filing = new Filing(record, story);
        notes.forEach(noted -> filing.read(noted.entry()));
        return filing.file(over, marks);
    }

    private void read(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Attended(String name, Optional<String> by) -> {
                assistant = Optional.of(shortened(name, LONGEST_NAME));
                provider = by.map(it -> shortened(it, LONGEST_PROVIDER)).or(() -> provider);
            }
            case JournalEntry.ModelReady(String name, Duration _) -> model = Optional.of(shortened(name, LONGEST_NAME));
            case JournalEntry.ModelBack(String by, String name, Duration _) -> {
                provider = Optional.of(shortened(by, LONGEST_PROVIDER));
                model = Optional.of(shortened(name, LONGEST_NAME));
            }
            case JournalEntry.BargedIn _ -> interruptions++;
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration _) ->
                tools.merge(shortened(tool, LONGEST_TOOL), used(shortened(tool, LONGEST_TOOL), outcome), Filing::sum);
            case JournalEntry.Answered(Duration sent, Duration heard) -> answers.add(sent.plus(heard));
            default -> {
                // The story tells the rest.
            }
        }
    }

    private static UsedTool used(String tool, ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ -> new UsedTool(tool, 1, 0, 0, 0, 0);
            case ToolOutcome.Pending _ -> new UsedTool(tool, 0, 1, 0, 0, 0);
            case ToolOutcome.Refused _ -> new UsedTool(tool, 0, 0, 1, 0, 0);
            case ToolOutcome.Failed _ -> new UsedTool(tool, 0, 0, 0, 1, 0);
            case ToolOutcome.TimedOut _ -> new UsedTool(tool, 0, 0, 0, 0, 1);
        };
    }

    private static UsedTool sum(UsedTool one, UsedTool other) {
        return new UsedTool(
                one.tool(),
                one.done() + other.done(),
                one.pending() + other.pending(),
                one.refused() + other.refused(),
                one.failed() + other.failed(),
                one.timedOut() + other.timedOut());
    }

    private CallFile file(Instant over, CallerMarks marks) {
        Instant began = story.began().orElse(over);
        Duration sinceThen = Duration.between(began, over);
        return new CallFile(
                CallFile.number(began),
                story.call(),
                began,
                over,
                story.duration().orElse(sinceThen.isNegative() ? Duration.ZERO : sinceThen),
                record.call().from().toString(),
                marks.of(record.call().from()),
                record.call().to().stated(),
                assistant,
                provider,
                model,
                story.reason(),
                (int) story.turns(),
                interruptions,
                story.falseClaims().size(),
                (int) story.uncorrectedClaims(),
                List.copyOf(tools.values()),
                answers(),
                new CallFile.Proof(
                        (int) story.hangupAttempts(),
                        story.farewellHeardWholly(),
                        story.ending().map(ending -> ending.decisionToDown())),
                story.ending().isPresent() || wasNeverServed(record));
    }

    private Optional<CallFile.Answers> answers() {
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = new ArrayList<>(answers);
        Collections.sort(sorted);
        return Optional.of(new CallFile.Answers(sorted.get((sorted.size() - 1) / 2), sorted.getLast()));
    }

    /// Nobody has ever had a media connection of it, so no journal will come.
    static boolean wasNeverServed(CallRecord record) {
        return record.epoch() == 0;
    }

    /// Half a surrogate pair is taken by no database, and neither is the character 0.
    private static String shortened(String text, int most) {
        String whole = text.length() <= most ? text : text.substring(0, most);
        return whole.replaceAll("[\\x00\\p{Cs}]", "?");
    }
}
