package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who is logged in. The cookie holds everything but one thing: who has logged out before their time is remembered
/// here,
/// in this process. Safe for use by several threads.
@Singleton
public final class Sessions {

    /// More people than a day has log-outs.
    private static final int REMEMBERED = 10_000;

    private static final String ATTRIBUTE = "session";

    private final Map<String, ConsoleUser> users;
    private final SessionTokens tokens;
    private final Cookies cookies;
    private final ConsoleKey key;
    private final InstantSource clock;
    private final LinkedHashMap<String, Boolean> ended = new LinkedHashMap<>();

    Sessions(ConsoleSettings settings, SessionTokens tokens, Cookies cookies, ConsoleKey key, InstantSource clock) {
        this.users = settings.users().stream().collect(Collectors.toUnmodifiableMap(ConsoleUser::name, user -> user));
        this.tokens = tokens;
        this.cookies = cookies;
        this.key = key;
        this.clock = clock;
    }

    /// The session of a request that has one.
    Optional<Session> find(HttpRequest<?> request) {
        return cookies.session(request).flatMap(tokens::read).filter(this::lives);
    }

    /// Whether a session still has a user, and time.
    public boolean lives(Session session) {
        return users.containsKey(session.user()) && session.lives(clock.instant()) && !hasEnded(session);
    }

    /// The session that somebody was recognised by. None at an open console.
    public static Optional<Session> of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Session.class);
    }

    /// Recognises somebody. Their roles are those that they have now, whatever they were when they logged in.
    Optional<Visitor> recognise(HttpRequest<?> request) {
        return find(request)
                .flatMap(session -> Optional.ofNullable(users.get(session.user()))
                        .map(user -> {
                            request.setAttribute(ATTRIBUTE, session);
                            return new Visitor(user.name(), user.roles(), formToken(session), true);
                        }));
    }

    /// Begins a session of somebody who has proven who they are.
    void begin(ConsoleUser user, HttpRequest<?> request, MutableHttpResponse<?> response) {
        Session session = new Session(ConsoleKey.randomWord(), user.name(), clock.instant(), clock.instant());
        cookies.giveSession(tokens.write(session), request, response);
    }

    /// Notes that they still do something.
    void goOn(HttpRequest<?> request, MutableHttpResponse<?> response) {
        of(request)
                .filter(session -> lives(session) && session.isStale(clock.instant()))
                .ifPresent(session ->
                        cookies.giveSession(tokens.write(session.seenAt(clock.instant())), request, response));
    }

    /// Ends the session of a request.
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        of(request).ifPresent(session -> remember(session.id()));
        cookies.takeSession(request, response);
    }

    private synchronized void remember(String id) {
        ended.put(id, true);
        while (ended.size() > REMEMBERED) {
            ended.pollFirstEntry();
        }
    }

    private synchronized boolean hasEnded(Session session) {
        return ended.containsKey(session.id());
    }

    private String formToken(Session session) {
        return key.wordOf("form " + session.id());
    }
}
