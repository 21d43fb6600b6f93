package dev.switchhook.domain.testkit;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/// The part of [SpeechModelContract] that a real provider can be held to: nobody tells it what to say, and it tells
/// nobody what it heard. Runs in the profile `live` only, and only with a key; it costs a little money.
@Tag("live")
public abstract class LiveSpeechModelContract extends SpeechModelContract {

    /// The key in this environment variable. Call it before all tests.
    ///
    /// @return empty when there is none; a line of its own says so, and every test of the class is skipped
    protected static String keyIn(String variable) {
        String key = System.getenv(variable);
        if (key == null || key.isBlank()) {
            System.out.println("live: " + variable + " is not set: nothing is proven against the real provider");
            return "";
        }
        return key;
    }

    @BeforeEach
    void thereIsAKey() {
        assumeFalse(key().isEmpty(), "there is no key");
    }

    /// The model as it is used in earnest, with this key.
    protected abstract SpeechModel realModel(String key);

    /// What [#keyIn] gave.
    protected abstract String key();

    @Override
    protected final Bench bench(Supplier<Role> roles) {
        return new RealProvider(realModel(key()), key());
    }

    @Override
    protected final Bench benchRefusing() {
        return new RealProvider(realModel("not-a-key-of-anybody"), "not-a-key-of-anybody");
    }

    @Override
    protected final boolean playsRoles() {
        return false;
    }

    private record RealProvider(SpeechModel model, String key) implements Bench {

        @Override
        public SessionReport report() {
            throw new AssertionError("a real provider reports nothing");
        }

        @Override
        public void cutConnection() {
            throw new AssertionError("nobody can cut a real provider's connection");
        }

        @Override
        public List<String> secrets() {
            return List.of(key);
        }

        @Override
        public void close() {
            // The provider goes on.
        }
    }
}
