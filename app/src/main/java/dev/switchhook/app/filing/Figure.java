package dev.switchhook.app.filing;

/// What is measured in calls, with percentiles. The names stand in the database.
public enum Figure {
    /// From the opening of the line until the caller heard the beginning of the greeting.
    GREETING,
    /// From the end of the caller's turn until the beginning of the answer was heard.
    ANSWER,
    /// How long a tool took, whatever came of it.
    TOOL,
    /// From our decision to end a call, its farewell heard, to the carrier's word that the line is down.
    /// Only of calls that the agent, a policy or an operator has ended.
    DOWN
}
