package dev.switchhook.app.console.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.util.Optional;
import java.util.Set;

/// Somebody who may see the page that they have asked for.
///
/// @param name as they have logged in; `developer` at an open console
/// @param roles words of [ConsoleRole]
/// @param formToken what every form and every request that changes something has to carry
/// @param loggedIn whether there is something to log out of
public record Visitor(String name, Set<String> roles, String formToken, boolean loggedIn) {

    /// The name of whoever sits at the machine of an open console.
    public static final String DEVELOPER = "developer";

    private static final String ATTRIBUTE = "visitor";

    /// Keeps its own copy.
    public Visitor {
        roles = Set.copyOf(roles);
    }

    /// Whether they have that role.
    ///
    /// @param role a word of [ConsoleRole]
    public boolean may(String role) {
        return roles.contains(role);
    }

    /// Who has sent this request.
    ///
    /// @throws IllegalStateException when nobody was recognised, which cannot be behind a role
    public static Visitor of(HttpRequest<?> request) {
        return find(request).orElseThrow(() -> new IllegalStateException("nobody has been let in"));
    }

    /// Who has sent this request, if they were recognised.
    public static Optional<Visitor> find(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Visitor.class);
    }

    /// Lets those who come later know.
    void attachTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /// The same person for the framework.
    Authentication authentication() {
        return Authentication.build(name, roles);
    }
}
