package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// On the virtual time of a channel in memory.
class HeartbeatTest {

    private final EmbeddedChannel channel = channel();

    private static EmbeddedChannel channel() {
        EmbeddedChannel frozen = new EmbeddedChannel();
        frozen.freezeTime();
        frozen.pipeline().addLast(new Heartbeat(Duration.ofSeconds(20)));
        return frozen;
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private boolean pinged() {
        Object sent = channel.readOutbound();
        return sent instanceof PingWebSocketFrame;
    }

    @Test
    void n2_a_live_peer_is_pinged_every_20_seconds_and_kept() {
        channel.writeInbound(new TextWebSocketFrame("hello"));
        for (int minute = 0; minute < 60 * 3; minute++) {
            pass(20);
            assertThat(pinged()).isTrue();
            channel.writeInbound(new PongWebSocketFrame());
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void n2_anything_that_comes_proves_a_peer_alive() {
        channel.writeInbound(new TextWebSocketFrame("hello"));
        pass(20);
        channel.writeInbound(new TextWebSocketFrame("an event"));
        pass(20);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void n2_a_peer_that_answers_no_ping_for_20_seconds_is_dead() {
        channel.writeInbound(new TextWebSocketFrame("hello"));
        pass(20);
        assertThat(pinged()).isTrue();
        pass(19);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void n2_nobody_is_pinged_before_the_socket_is_open_or_after_its_end() {
        pass(60);
        assertThat(pinged()).isFalse();
        assertThat(channel.isOpen()).isTrue();
        channel.close().syncUninterruptibly();
        pass(60);
        assertThat(pinged()).isFalse();
    }
}
