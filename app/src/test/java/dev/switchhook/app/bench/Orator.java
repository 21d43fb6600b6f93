package dev.switchhook.app.bench;

import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.TestSound;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// The agent of the bench: greets, and then talks at length whenever it may. In a scene with a tool it looks
/// something up first, and remembers what the tool said.
final class Orator implements Role {

    private static final int GREETING = 600;

    private final int session;
    private final Scenery scenery;
    private final AtomicReference<String> told = new AtomicReference<>("");
    private final AtomicReference<String> briefing = new AtomicReference<>("");
    private final AtomicBoolean greeted = new AtomicBoolean();
    private int replies;

    /// What the agents of a scene do.
    ///
    /// @param line how long each reply is, in milliseconds
    /// @param question the arguments of the look-up with which the first answer begins; empty for none
    /// @param murmurs whether the sound is another one in every piece, so that each can be recognised on the wire
    record Scenery(int line, String question, boolean murmurs) {}

    /// @param session its number among those of the bench
    Orator(int session, Scenery scenery) {
        this.session = session;
        this.scenery = scenery;
    }

    int session() {
        return session;
    }

    /// What the tool answered; empty when it was not asked.
    String told() {
        return told.get();
    }

    /// The latest standing instructions.
    String briefing() {
        return briefing.get();
    }

    @Override
    public void briefed(String instructions) {
        briefing.set(instructions);
    }

    @Override
    public String heard(int number) {
        return "Please go on.";
    }

    @Override
    public List<Act> play(Cue cue) {
        return switch (cue) {
            case Cue.Asked _ -> greeted.getAndSet(true) ? talk() : greet();
            case Cue.CallerSpoke(int number) ->
                number == 1 && !scenery.question().isEmpty()
                        ? List.of(new Act.UseTool("check_availability", scenery.question()))
                        : talk();
            case Cue.ToolsAnswered(List<Cue.ToolAnswer> answers) -> {
                told.set(answers.getLast().output());
                yield talk();
            }
        };
    }

    private List<Act> greet() {
        return List.of(new Act.Say(
                "Good afternoon.",
                scenery.murmurs() ? TestSound.murmur(-1 - session, scenery.line()) : Tone.greeting(session, GREETING)));
    }

    private List<Act> talk() {
        return List.of(new Act.Say("Let me tell you more about our house.", Tone.reply(replies++, scenery.line())));
    }
}
