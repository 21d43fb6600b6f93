package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.console.access.ConsoleRole;
import io.micronaut.context.ApplicationContext;
import io.micronaut.security.annotation.Secured;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every address of the program, as the framework knows it.
class ConsoleRoutesTest {

    private static final Set<String> FOR_ANYBODY = Set.of("/console/log-in");

    private static List<UriRouteInfo<?, ?>> routes(Map<String, String> settings) {
        LoadedConfiguration configuration =
                LoadedConfiguration.load(Optional.empty(), Map.of()).with(settings);
        AppSettings read = AppSettings.forDemo(configuration);
        try (ApplicationContext context =
                configuration.contextBuilder(read.console().framework()).start()) {
            List<UriRouteInfo<?, ?>> routes = new ArrayList<>();
            context.getBean(Router.class).uriRoutes().forEach(routes::add);
            return routes;
        }
    }

    @Test
    void every_address_of_the_console_needs_a_role_but_the_log_in() {
        List<String> checked = new ArrayList<>();
        for (UriRouteInfo<?, ?> route : routes(Map.of("switchhook.console.password", "correct horse battery"))) {
            String path = route.getUriMatchTemplate().toPathString();
            if (path.startsWith("/twilio/") || FOR_ANYBODY.contains(path)) {
                continue;
            }
            checked.add(path);
            assertThat(path).as("every other address is the console's").matches("/(console|phone)(/.*)?");
            assertThat(route.getTargetMethod().stringValues(Secured.class))
                    .as("the roles of %s %s", route.getHttpMethodName(), path)
                    .isNotEmpty()
                    .isSubsetOf(ConsoleRole.ALL);
        }
        assertThat(checked).contains("/console", "/console/log-out", "/console/audit");
    }

    @Test
    void without_the_console_there_is_nothing_but_the_carriers_addresses() {
        assertThat(routes(Map.of()))
                .isNotEmpty()
                .allSatisfy(route ->
                        assertThat(route.getUriMatchTemplate().toPathString()).startsWith("/twilio/"));
    }
}
