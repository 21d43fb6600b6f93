package dev.switchhook.app.simulation;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.Set;

/// The provider of the model, as one process has it.
final class SimulatedModel implements SpeechModel {

    private static final Capabilities CAPABILITIES =
            new Capabilities(Set.of(AudioFormat.MULAW_8K), true, false, false, Duration.ofHours(1), "nothing");

    private final World world;
    private final SimulatedCall scene;
    private final NodeProcess process;
    private final int firstNumber;
    private int sessions;

    /// @param firstNumber sessions are numbered after this
    SimulatedModel(World world, SimulatedCall scene, NodeProcess process, int firstNumber) {
        this.world = world;
        this.scene = scene;
        this.process = process;
        this.firstNumber = firstNumber;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        int number = firstNumber + ++sessions;
        ModelSession session = new ModelSession(world, process, scene.agent(), scene.caller(), number, listener);
        if (process.alive()) {
            world.tell(() -> process + " opens model " + number);
            scene.watch().modelOpens(process, briefing.instructions());
            process.attach(session);
            session.begin();
        }
        return session;
    }
}
