package dev.switchhook.xai;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClientConfiguration;
import java.time.Duration;

/// How the WebSocket client is set up for xAI: as any other client of the program, but a quiet socket stays open,
/// and messages are not compressed, because base64 of mu-law does not shrink.
@ConfigurationProperties("xai.client")
class XaiClientConfiguration extends HttpClientConfiguration {

    private final ConnectionPoolConfiguration pool;
    private final WebSocketCompressionConfiguration compression = new WebSocketCompressionConfiguration();

    XaiClientConfiguration(DefaultHttpClientConfiguration common) {
        super(common);
        pool = common.getConnectionPoolConfiguration();
        compression.setEnabled(false);
        setReadIdleTimeout(Duration.ofSeconds(-1));
    }

    @Override
    public ConnectionPoolConfiguration getConnectionPoolConfiguration() {
        return pool;
    }

    @Override
    public WebSocketCompressionConfiguration getWebSocketCompressionConfiguration() {
        return compression;
    }
}
