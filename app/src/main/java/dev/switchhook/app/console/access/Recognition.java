package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Tells the framework who has sent a request to the console. Nobody is recognised elsewhere. Called on event loops;
/// does not block.
@Singleton
final class Recognition implements AuthenticationFetcher<HttpRequest<?>> {

    private final ConsoleSettings settings;
    private final Sessions sessions;
    private final ConsoleKey key;

    Recognition(ConsoleSettings settings, Sessions sessions, ConsoleKey key) {
        this.settings = settings;
        this.sessions = sessions;
        this.key = key;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        if (!ConsolePaths.has(request.getPath())) {
            return Mono.empty();
        }
        Optional<Visitor> visitor = visitor(request);
        visitor.ifPresent(known -> known.attachTo(request));
        return Mono.justOrEmpty(visitor.map(Visitor::authentication));
    }

    /// Who has sent a request, whatever it is for.
    Optional<Visitor> visitor(HttpRequest<?> request) {
        return sessions.recognise(request).or(() -> developer(request));
    }

    private Optional<Visitor> developer(HttpRequest<?> request) {
        return settings.open() && Loopback.isOwn(request)
                ? Optional.of(new Visitor(Visitor.DEVELOPER, ConsoleRole.ALL, key.wordOf("form of everybody"), false))
                : Optional.empty();
    }
}
