package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/// A rehearsed speech provider that is running, whichever wire it speaks.
///
/// @param baseUrl where it listens
/// @param apiKey a key that it accepts
/// @param sessions gives what it saw of each session, in the order of opening
/// @param cut breaks every connection without a farewell; new ones are welcome
/// @param stop ends it
public record RehearsedProvider(
        URI baseUrl, Secret apiKey, Supplier<List<SessionReport>> sessions, Runnable cut, Runnable stop)
        implements AutoCloseable {

    /// How to start one that speaks the wire of this provider.
    ///
    /// @param provider `openai` or `xai`
    public static Function<Supplier<Role>, RehearsedProvider> speaking(String provider) {
        return switch (provider) {
            case "openai" -> roles -> of(new OpenAiRehearsal(roles, RehearsalOptions.standard()));
            case "xai" -> roles -> of(XaiRehearsal.open(roles));
            default -> throw new IllegalArgumentException("nobody rehearses " + provider);
        };
    }

    /// One whose sessions are played by the agents of a story: it answers real callers by a script, for as long as the
    /// program runs. It keeps the reports of a few sessions only.
    public static RehearsedProvider playing(Story story) {
        AtomicInteger sessions = new AtomicInteger();
        Supplier<Role> roles = () -> story.part(sessions.getAndIncrement());
        return of(new OpenAiRehearsal(roles, RehearsalOptions.standard(), 4));
    }

    /// The same by the wire of this provider.
    ///
    /// @param provider `openai` or `xai`
    public static RehearsedProvider playing(Story story, String provider) {
        AtomicInteger sessions = new AtomicInteger();
        return speaking(provider).apply(() -> story.part(sessions.getAndIncrement()));
    }

    private static RehearsedProvider of(OpenAiRehearsal server) {
        return new RehearsedProvider(
                server.baseUrl(), server.key(), server::reports, server::cutConnections, server::close);
    }

    private static RehearsedProvider of(XaiRehearsal server) {
        return new RehearsedProvider(
                server.baseUrl(), server.apiKey(), server::reports, server::cutConnections, server::close);
    }

    /// What it saw of each session so far, in the order of opening.
    public List<SessionReport> reports() {
        return sessions.get();
    }

    /// Ends it, and every session with it.
    @Override
    public void close() {
        stop.run();
    }
}
