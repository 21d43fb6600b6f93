package dev.switchhook.app.tools;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tool with a parameter of every kind, which notes with what it ran.
@ToolDefinition(
        name = "reserve_table",
        description = "Reserve a table.",
        effect = ToolDefinition.Effect.CHANGES,
        deadlineSeconds = 2)
final class SampleTool implements VoiceTool<SampleTool.Table> {

    enum Mood {
        QUIET,
        LOUD;

        @Override
        public String toString() {
            return this == QUIET ? "nice and quiet" : "loud";
        }
    }

    record Guest(
            @Size(min = 1, max = 20) String name, @Nullable Boolean child) {}

    record Table(
            @Meaning("How many people.") @Min(1) @Max(8) int people,

            @Nullable Double budget,
            LocalDate day,
            LocalTime time,
            @Nullable Mood mood,
            @Nullable @Pattern(regexp = "^[a-z]+$") String area,
            @Nullable @Size(max = 2) List<Guest> guests) {

        Table {
            if (people == 7) {
                throw new IllegalArgumentException("there is no table for seven");
            }
        }
    }

    final List<Table> ran = new ArrayList<>();
    private final Object answer;

    SampleTool(Object answer) {
        this.answer = answer;
    }

    @Override
    public ToolReply run(ToolContext context, Table table) {
        ran.add(table);
        if (table.people() == 8) {
            throw new IllegalStateException("the caller said: eight");
        }
        return table.people() == 6 ? new ToolReply.Unknown() : new ToolReply.Done(answer);
    }
}
