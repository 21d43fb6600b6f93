package dev.switchhook.domain.testkit;

import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.util.function.Supplier;

class ScriptedSpeechModelTest extends SpeechModelContract {

    private record InMemory(ScriptedSpeechModel model) implements Bench {

        @Override
        public SessionReport report() {
            return model.sessions().all().getFirst().report();
        }

        @Override
        public void cutConnection() {
            model.sessions().all().getFirst().fail(new SpeechFault.Disconnected("cut by the test"));
        }

        @Override
        public void close() {
            // There is no server to stop.
        }
    }

    @Override
    protected Bench bench(Supplier<Role> roles) {
        return new InMemory(ScriptedSpeechModel.playing(roles));
    }

    @Override
    protected Bench benchRefusing() {
        return new InMemory(ScriptedSpeechModel.failing(new SpeechFault.Refused("wrong key")));
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return ScriptedSpeechModel.failing(
                new SpeechFault.Disconnected("there is no wire to dial port " + loopbackPort));
    }
}
