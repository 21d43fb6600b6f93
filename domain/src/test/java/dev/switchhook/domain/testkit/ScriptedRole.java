package dev.switchhook.domain.testkit;

import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import java.util.List;
import java.util.function.Function;

/// A [Role] for tests: one function decides what is played, every cue is recorded, and the caller's utterances are
/// transcribed as `utterance 1`, `utterance 2` and so on.
public final class ScriptedRole implements Role {

    private final Function<Cue, List<Act>> script;
    private final Recorded<Cue> cues = new Recorded<>();

    /// A role that plays what this script says.
    public ScriptedRole(Function<Cue, List<Act>> script) {
        this.script = script;
    }

    /// Every cue that the role was given.
    public Recorded<Cue> cues() {
        return cues;
    }

    @Override
    public String heard(int number) {
        return "utterance " + number;
    }

    @Override
    public List<Act> play(Cue cue) {
        cues.add(cue);
        return script.apply(cue);
    }
}
