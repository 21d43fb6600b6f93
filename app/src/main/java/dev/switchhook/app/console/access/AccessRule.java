package dev.switchhook.app.console.access;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// What anybody may ask for. Everything else is the affair of the roles on the controllers, and without such a role it
/// is refused. Called on event loops; does not block.
@Singleton
final class AccessRule implements SecurityRule<HttpRequest<?>> {

    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return Mono.just(
                request != null && isForAnybody(request, authentication != null)
                        ? SecurityRuleResult.ALLOWED
                        : SecurityRuleResult.UNKNOWN);
    }

    /// What does not exist may be called so by everybody, but below the console only to people who are known: what
    /// there is to see is nobody else's affair.
    private static boolean isForAnybody(HttpRequest<?> request, boolean known) {
        String path = request.getPath();
        boolean nothing = RouteAttributes.getRouteMatch(request).isEmpty();
        return ConsolePaths.isOfCarrier(path)
                || ConsolePaths.isForAnybody(path)
                || (nothing && (known || !ConsolePaths.has(path)));
    }

    /// Before the roles.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
