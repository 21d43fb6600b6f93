package dev.switchhook.domain.rehearsal;

import java.util.List;

/// What makes a rehearsed model speak.
public sealed interface Cue {

    /// It was asked to speak, with these instructions for the reply (possibly empty), and no tool answer is new.
    record Asked(String instructions) implements Cue {}

    /// The caller's utterance has ended; `number` counts the caller's utterances from 1.
    record CallerSpoke(int number) implements Cue {}

    /// It was asked to speak after these tools answered, in the order of the answers.
    record ToolsAnswered(List<ToolAnswer> answers) implements Cue {

        /// Keeps its own copy of the list.
        public ToolsAnswered {
            answers = List.copyOf(answers);
        }
    }

    /// What a tool answered.
    ///
    /// @param output the text that the bridge sent, JSON as a rule
    record ToolAnswer(String tool, String output) {}
}
