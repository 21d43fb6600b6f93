package dev.switchhook.app.spa;

/// Where a wished date and time lie: at a slot that the timetable allows, or not.
sealed interface Placement {

    /// An allowed slot; whether a therapist is free is another question.
    record Placed(TimeSlot slot) implements Placement {}

    /// No appointment can be there.
    ///
    /// @param field the parameter that is wrong: `date` or `time`
    /// @param problem what is wrong, in words for the model
    /// @param allowed what is allowed, in words for the model
    record Misplaced(String field, String problem, String allowed) implements Placement {}
}
