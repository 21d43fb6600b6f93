package dev.switchhook.twilio;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.control.TwilioCallControl;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The adapter on a running server, against the rehearsed Twilio, which was written apart from it: what one of them
/// has misread, the other shows.
abstract class AgainstRehearsedTwilio {

    static final AudioChunk GREETING = sound(300, 1);
    static final AudioChunk QUESTION = sound(200, 2);
    static final MarkName GREETED = new MarkName("g0:greeting:300");
    static final CallerStep WAIT = new CallerStep.WaitForHangup(Duration.ofSeconds(20));

    final RehearsalTwilio twilio =
            new RehearsalTwilio(TestServer.ACCOUNT, new Secret(TestServer.TOKEN), URI.create(TestServer.ORIGIN));
    final House house = new House();
    private final ApplicationContext context = ApplicationContext.builder()
            .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"))
            .singletons(
                    new TwilioSettings(
                            TestServer.ACCOUNT,
                            List.of(new Secret(TestServer.TOKEN)),
                            twilio.apiBaseUrl(),
                            URI.create(TestServer.ORIGIN)),
                    house)
            .start();

    @BeforeEach
    final void open() {
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        twilio.bridgeListensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    }

    @AfterEach
    final void close() {
        context.close();
        twilio.close();
    }

    final TwilioCallControl control() {
        return context.getBean(TwilioCallControl.class);
    }

    static AudioChunk sound(int milliseconds, int value) {
        byte[] bytes = new byte[milliseconds * 8];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }
}
