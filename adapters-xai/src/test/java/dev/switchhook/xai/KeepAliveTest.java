package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

    private final AtomicInteger deaths = new AtomicInteger();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void begin() {
        channel.freezeTime();
        channel.pipeline().addFirst(new KeepAlive(Duration.ofSeconds(20), deaths::incrementAndGet));
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void n2_a_quiet_connection_is_pinged_every_20_seconds_and_lives_as_long_as_it_answers() {
        pass(19);
        assertThat(channel.<Object>readOutbound()).isNull();
        for (int ping = 0; ping < 5; ping++) {
            pass(ping == 0 ? 1 : 20);
            assertThat(channel.<Object>readOutbound()).isInstanceOf(PingWebSocketFrame.class);
            channel.writeInbound(new PongWebSocketFrame());
        }
        assertThat(deaths).hasValue(0);
    }

    @Test
    void n2_a_peer_that_sends_nothing_from_one_ping_to_the_next_is_dead_once() {
        pass(20);
        pass(19);
        assertThat(deaths).hasValue(0);
        pass(1);
        assertThat(deaths).hasValue(1);
        pass(100);
        assertThat(deaths).hasValue(1);
    }

    @Test
    void a_connection_that_is_over_is_not_pinged() {
        var _ = channel.close();
        pass(60);
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(deaths).hasValue(0);
    }
}
