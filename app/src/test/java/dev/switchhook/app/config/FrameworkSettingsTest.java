package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What `application.yml` says to the framework arrives there.
class FrameworkSettingsTest {

    @Test
    void a_quiet_provider_session_is_kept_and_frames_are_not_compressed() {
        try (ApplicationContext context = start(Map.of())) {
            DefaultHttpClientConfiguration client = context.getBean(DefaultHttpClientConfiguration.class);

            assertThat(client.getReadIdleTimeout())
                    .hasValueSatisfying(idle -> assertThat(idle).isNegative());
            assertThat(client.getWebSocketCompressionConfiguration().isEnabled())
                    .isFalse();
        }
    }

    @Test
    void requests_are_small_and_answers_do_not_name_the_server() {
        try (ApplicationContext context = start(Map.of())) {
            HttpServerConfiguration server = context.getBean(HttpServerConfiguration.class);

            assertThat(server.getMaxRequestSize()).isEqualTo(64 * 1024);
            assertThat(server.getPort()).contains(8080);
            assertThat(server.getServerHeader()).isEmpty();
        }
    }

    @Test
    void port_0_takes_any_free_port() {
        try (ApplicationContext context = start(Map.of("MICRONAUT_SERVER_PORT", "0"));
                EmbeddedServer server = context.getBean(EmbeddedServer.class).start()) {
            assertThat(server.getPort()).isGreaterThan(1023);
        }
    }

    private static ApplicationContext start(Map<String, String> environment) {
        return LoadedConfiguration.load(Optional.empty(), environment)
                .contextBuilder()
                .start();
    }
}
