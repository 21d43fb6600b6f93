package dev.switchhook.app;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.rehearsal.Story;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The program as `demo --talk` starts it, for tests that open its pages in a real browser.
public final class TalkingHouse implements AutoCloseable {

    private final Queue<JournalEntry> noted = new ConcurrentLinkedQueue<>();
    private final Story story;
    private final TalkingDemo demo;

    /// A program on a free port, with a database of its own.
    public TalkingHouse() {
        this(Map.of());
    }

    /// The same with these environment variables.
    public TalkingHouse(Map<String, String> environment) {
        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.empty(), environment).withoutPeers();
        AppSettings settings = AppSettings.forDemo(configuration);
        story = Storyteller.told(settings.business());
        demo = TalkingDemo.start(configuration, settings, "openai", (_, _, entry) -> noted.add(entry));
    }

    /// Where its pages are.
    public String origin() {
        return "http://127.0.0.1:" + demo.port();
    }

    /// What callers say in the story that it plays.
    public Story.Lines lines() {
        return story.lines();
    }

    /// How many deeds of the story stand in the database for a caller.
    public int deeds(String number) {
        return story.deeds(demo.database(), number);
    }

    /// Everything of that kind that was noted about calls.
    public <T extends JournalEntry> List<T> noted(Class<T> kind) {
        return noted.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What the rehearsed provider has seen of its sessions.
    public List<SessionReport> sessions() {
        return demo.sessions();
    }

    /// How a call stands in the registry.
    public Optional<CallState> state(String call) {
        try {
            return new JdbcCallRegistry(demo.database()).find(new CallId(call)).map(record -> record.state());
        } catch (RegistryUnavailable _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        demo.stop();
    }
}
