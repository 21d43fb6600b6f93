package dev.switchhook.app;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.TestSound;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Greets, chats, and says goodbye to what the caller says once it is time to.
///
/// @param greeting how long the greeting is, in milliseconds
/// @param over whether it is time to say goodbye
record Clerk(int greeting, BooleanSupplier over) implements Role {

    static final int GREETING_MILLISECONDS = 300;
    static final AudioChunk GOODBYE = TestSound.speech(99, 300);

    /// One who says goodbye to the caller's first words.
    static Role brief() {
        return new Clerk(GREETING_MILLISECONDS, () -> true);
    }

    /// One who greets at length, and says goodbye to the caller's first words.
    static Role longWinded() {
        return new Clerk(4_000, () -> true);
    }

    /// One who goes on until it is over.
    static Role chatting(BooleanSupplier over) {
        return new Clerk(GREETING_MILLISECONDS, over);
    }

    @Override
    public String heard(int number) {
        return "words " + number;
    }

    @Override
    public List<Act> play(Cue cue) {
        return switch (cue) {
            case Cue.Asked(String instructions) ->
                List.of(instructions.contains("goodbye") ? goodbye() : say("Hello.", 1, greeting));
            case Cue.CallerSpoke(int number) ->
                over.getAsBoolean()
                        ? List.of(goodbye(), new Act.UseTool("hang_up", "{}"))
                        : List.of(say("Go on.", number, 400));
            case Cue.ToolsAnswered _ -> List.of();
        };
    }

    static Act goodbye() {
        return new Act.Say("Goodbye.", GOODBYE);
    }

    private static Act say(String text, long seed, int milliseconds) {
        return new Act.Say(text, TestSound.speech(seed, milliseconds));
    }
}
