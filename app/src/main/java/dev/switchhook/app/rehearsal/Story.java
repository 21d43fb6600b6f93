package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Role;
import java.util.List;
import javax.sql.DataSource;

/// What happens in a rehearsed call: what the agent plays, what the caller says, and what must have been done in the
/// end. Safe for use by several threads.
///
/// The caller waits for the greeting, says the request, breaks the agent's answer off with the interruption, answers
/// what the agent asks then, and after the next answer says thanks; then the agent says the farewell and hangs up.
public interface Story {

    /// The agent of the session of that number, counted from 0; different numbers may want different things.
    Part part(int number);

    /// What is said word for word.
    Lines lines();

    /// What must have been done.
    Deed deed();

    /// How often it was done for a caller, as the database says, past the code that put it there.
    ///
    /// @param number the caller's telephone number
    int deeds(DataSource database, String number);

    /// The agent's part.
    interface Part extends Role {

        /// The part in the next session of the same call: it knows all that was said before.
        Part goingOn();
    }

    /// The lines whose sound is compared.
    ///
    /// @param greeting what the agent says first
    /// @param farewell what the agent says last
    /// @param request what the caller says first, and it takes the agent more than 2 s to answer
    /// @param interruption with what the caller breaks that answer off
    /// @param answers what the caller says then, each after another answer of the agent; may be empty
    /// @param thanks what the caller says last
    record Lines(
            AudioChunk greeting,
            AudioChunk farewell,
            AudioChunk request,
            AudioChunk interruption,
            List<AudioChunk> answers,
            AudioChunk thanks) {

        /// Keeps its own copy of the list.
        public Lines {
            answers = List.copyOf(answers);
        }

        /// How many things a caller says, the sound that tells calls apart included.
        int utterances() {
            return 4 + answers.size();
        }
    }

    /// What must have been done in a call.
    ///
    /// @param times how often: once, or not at all
    /// @param noun what is counted, in the plural, such as `bookings`
    /// @param kept the promise in words, such as `one appointment was booked, once`
    /// @param verb what was done in the call, such as `booked`
    record Deed(int times, String noun, String kept, String verb) {}
}
