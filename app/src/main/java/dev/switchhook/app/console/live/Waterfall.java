package dev.switchhook.app.console.live;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Where the time of each answer went. Read by templates, which draw it in units of [#WIDTH].
///
/// @param answers one for each turn that was answered, the greeting first
/// @param longest the time that the whole width stands for
public record Waterfall(List<Answer> answers, Duration longest) {

    /// The width of the drawing.
    public static final int WIDTH = 600;

    private static final Duration LEAST = Duration.ofSeconds(1);

    /// Keeps its own copy.
    public Waterfall {
        answers = List.copyOf(answers);
    }

    /// An answer of the agent.
    ///
    /// @param at when its beginning was proven to be heard
    /// @param name which turn
    /// @param sent from the end of the caller's turn to the first sound on its way
    /// @param heard from there until it was heard
    /// @param tools those that ran for it
    public record Answer(Instant at, String name, Duration sent, Duration heard, List<ToolBar> tools) {

        /// Keeps its own copy.
        public Answer {
            tools = List.copyOf(tools);
        }

        /// How long the caller has waited.
        public Duration waited() {
            return sent.plus(heard);
        }
    }

    /// A tool that ran for an answer.
    public record ToolBar(String name, Duration took) {}

    static Waterfall of(CallStory story) {
        List<Answer> answers = new ArrayList<>();
        List<ToolBar> tools = new ArrayList<>();
        int turns = 0;
        for (Noted noted : story.notes()) {
            switch (noted.entry()) {
                case JournalEntry.ToolEnded(String tool, ToolOutcome _, Duration took) ->
                    tools.add(new ToolBar(tool, took));
                case JournalEntry.Greeted(Duration sent, Duration heard) -> {
                    answers.add(new Answer(noted.at(), "Greeting", sent, heard, tools));
                    tools.clear();
                }
                case JournalEntry.Answered(Duration sent, Duration heard) -> {
                    answers.add(new Answer(noted.at(), "Answer " + ++turns, sent, heard, tools));
                    tools.clear();
                }
                default -> {
                    // It takes none of the caller's time.
                }
            }
        }
        Duration longest = answers.stream().map(Answer::waited).max(Duration::compareTo).orElse(LEAST);
        return new Waterfall(answers, longest.compareTo(LEAST) < 0 ? LEAST : longest);
    }

    /// A time as a part of the width.
    public int width(Duration time) {
        return Math.clamp(WIDTH * time.toMillis() / longest.toMillis(), 0, WIDTH);
    }
}
