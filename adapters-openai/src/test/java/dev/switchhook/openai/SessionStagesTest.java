package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The stages of a session on a connection in memory: what no well-behaved socket shows.
class SessionStagesTest {

    private static final SpeechBriefing BRIEFING =
            new SpeechBriefing(new CallId("CA1"), "Be kind.", List.of(), AudioFormat.MULAW_8K);
    private static final OpenAiSettings SETTINGS = OpenAiSettings.of(URI.create("http://127.0.0.1:1"), new Secret("k"));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
    private static final String CREATED = "{\"type\":\"session.created\",\"session\":{}}";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Tally tally = new Tally();
    private final List<SpeechEvent> events = new ArrayList<>();
    private final Wire wire = new Wire();
    private final OpenAiSession session = new OpenAiSession(
            SETTINGS, BRIEFING, new EventRelay(BRIEFING.call(), events::add, tally), timer, CLOCK, tally);

    /// A connection that remembers what it was given, and fails on request.
    private static final class Wire implements Connection {
        private final List<String> sent = new ArrayList<>();
        private final CompletableFuture<String> taken = new CompletableFuture<>();
        private boolean stuck;
        private int closed;

        @Override
        public CompletableFuture<?> send(String text) {
            sent.add(text);
            return stuck ? taken : CompletableFuture.completedFuture(text);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private static String updated(String model, String input, String output) {
        return "{\"type\":\"session.updated\",\"session\":{\"model\":\"" + model
                + "\",\"audio\":{\"input\":{\"format\":" + "{\"type\":\"" + input
                + "\"}},\"output\":{\"format\":{\"type\":\"" + output + "\"}}}}}";
    }

    private void becomeReady() {
        session.opened(wire);
        session.received(CREATED);
        session.received(updated("m", "audio/pcmu", "audio/pcmu"));
        assertThat(events).containsExactly(new SpeechEvent.Ready("openai", "m", Lifetime.LONGEST));
    }

    @Test
    void nothing_is_sent_before_the_server_has_created_the_session_and_the_update_only_once() {
        session.opened(wire);
        session.send(new SpeechCommand.Reply(""));
        assertThat(wire.sent).isEmpty();
        session.received(CREATED);
        session.received(CREATED);
        assertThat(wire.sent).singleElement().asString().contains("session.update");
        session.received(updated("", "audio/pcmu", "audio/pcmu"));
        assertThat(events).containsExactly(new SpeechEvent.Ready("openai", "gpt-realtime-2.1", Lifetime.LONGEST));
        assertThat(wire.sent).hasSize(2).last().asString().contains("response.create");
    }

    @Test
    void a_later_update_that_shows_another_format_ends_the_session() {
        for (String[] wrong : new String[][] {{"audio/pcm", "audio/pcmu"}, {"audio/pcmu", "audio/pcm"}}) {
            OpenAiSession other = new OpenAiSession(
                    SETTINGS, BRIEFING, new EventRelay(BRIEFING.call(), events::add, tally), timer, CLOCK, tally);
            events.clear();
            other.opened(wire);
            other.received(CREATED);
            other.received(updated("m", "audio/pcmu", "audio/pcmu"));
            other.received(updated("m", wrong[0], wrong[1]));
            other.disconnected(1006, "");
            assertThat(events)
                    .containsExactly(
                            new SpeechEvent.Ready("openai", "m", Lifetime.LONGEST),
                            new SpeechEvent.Faulted(
                                    new SpeechFault.Unintelligible("the session does not speak audio/pcmu")),
                            new SpeechEvent.Closed());
        }
        assertThat(wire.closed).isEqualTo(2);
    }

    @Test
    void a_send_that_fails_is_one_fault_and_one_end() {
        becomeReady();
        wire.stuck = true;
        session.send(new SpeechCommand.Reply(""));
        session.send(new SpeechCommand.Reply(""));
        wire.taken.completeExceptionally(new IllegalStateException("gone"));
        session.disconnected(1006, "");
        session.disconnected(1006, "");
        assertThat(events)
                .containsExactly(
                        new SpeechEvent.Ready("openai", "m", Lifetime.LONGEST),
                        new SpeechEvent.Faulted(new SpeechFault.Disconnected("IllegalStateException")),
                        new SpeechEvent.Closed());
    }

    @Test
    void what_is_not_taken_is_bounded_in_bytes() {
        becomeReady();
        wire.stuck = true;
        byte[] second = new byte[8_000];
        for (int i = 0; i < 200; i++) {
            session.send(new SpeechCommand.Hear(AudioChunk.of(AudioFormat.MULAW_8K, second)));
        }
        assertThat(tally.of(OpenAiOddity.SEND_BOUND_CROSSED)).isEqualTo(1);
        assertThat(wire.sent.stream().mapToLong(String::length).sum())
                .isLessThan(OpenAiSession.MOST_BYTES_UNSENT + 20_000);
        assertThat(wire.closed).isEqualTo(1);
    }

    @Test
    void close_codes_of_the_provider_are_told_apart() {
        for (int code : new int[] {3000, 4000, 1000, 1001, 1006, 1011}) {
            events.clear();
            OpenAiSession other = new OpenAiSession(
                    SETTINGS, BRIEFING, new EventRelay(BRIEFING.call(), events::add, tally), timer, CLOCK, tally);
            other.opened(wire);
            other.disconnected(code, "");
            SpeechFault fault = code >= 3000
                    ? new SpeechFault.Refused("close code " + code)
                    : new SpeechFault.Disconnected("close code " + code);
            assertThat(events).containsExactly(new SpeechEvent.Faulted(fault), new SpeechEvent.Closed());
        }
    }

    @Test
    void a_second_connection_is_closed_at_once() {
        session.opened(wire);
        Wire second = new Wire();
        session.opened(second);
        assertThat(second.closed).isEqualTo(1);
        assertThat(wire.closed).isZero();
    }

    @Test
    void a_listener_that_sends_while_it_listens_sees_its_events_in_order() {
        List<SpeechEvent> seen = new ArrayList<>();
        OpenAiSession[] self = new OpenAiSession[1];
        self[0] = new OpenAiSession(
                SETTINGS,
                BRIEFING,
                new EventRelay(
                        BRIEFING.call(),
                        event -> {
                            if (event instanceof SpeechEvent.Ready) {
                                self[0].close();
                                self[0].disconnected(1006, "");
                            }
                            seen.add(event);
                        },
                        tally),
                timer,
                CLOCK,
                tally);
        self[0].opened(wire);
        self[0].received(CREATED);
        self[0].received(updated("m", "audio/pcmu", "audio/pcmu"));
        assertThat(seen)
                .containsExactly(new SpeechEvent.Ready("openai", "m", Lifetime.LONGEST), new SpeechEvent.Closed());
    }

    @Test
    void a_listener_that_fails_still_gets_the_end() {
        List<SpeechEvent> seen = new ArrayList<>();
        OpenAiSession other = new OpenAiSession(
                SETTINGS,
                BRIEFING,
                new EventRelay(
                        BRIEFING.call(),
                        event -> {
                            seen.add(event);
                            throw new IllegalStateException("a fault of the listener");
                        },
                        tally),
                timer,
                CLOCK,
                tally);
        other.opened(wire);
        other.disconnected(1006, "");
        assertThat(seen).hasSize(2).last().isEqualTo(new SpeechEvent.Closed());
    }

    @Test
    void sound_that_its_listener_does_not_take_is_bounded_and_counted() {
        List<SpeechEvent> seen = new ArrayList<>();
        EventRelay relay = new EventRelay(BRIEFING.call(), seen::add, tally);
        AudioChunk second = AudioChunk.of(AudioFormat.MULAW_8K, new byte[8_000]);
        int offered = EventRelay.MOST_SOUND / second.byteCount() + 10;
        for (int i = 0; i < offered; i++) {
            relay.add(new SpeechEvent.ReplyAudio(new ReplyId("r"), new ItemId("i"), second));
        }
        relay.add(new SpeechEvent.Closed());

        relay.deliver();

        assertThat(seen).hasSize(EventRelay.MOST_SOUND / second.byteCount() + 1);
        assertThat(seen.getLast()).isEqualTo(new SpeechEvent.Closed());
        assertThat(tally.of(OpenAiOddity.AGENT_AUDIO_DROPPED)).isEqualTo(10);
        relay.add(new SpeechEvent.ReplyAudio(new ReplyId("r"), new ItemId("i"), second));
        relay.deliver();
        assertThat(seen.getLast()).as("room again").isInstanceOf(SpeechEvent.ReplyAudio.class);
    }

    @Test
    void o3_ready_tells_how_long_the_session_really_lasts() {
        long now = CLOCK.instant().getEpochSecond();
        session.opened(wire);
        session.received(expiring("session.created", now + 3_000));
        session.received(expiring("session.updated", now + 1_740));
        assertThat(events).containsExactly(new SpeechEvent.Ready("openai", "m", Duration.ofMinutes(29)));
    }

    @Test
    void o3_an_end_that_our_clock_cannot_believe_is_the_providers_limit() {
        for (long seconds : new long[] {-7_200, 0, 7_200}) {
            Lifetime lifetime = new Lifetime(CLOCK);
            lifetime.endsAt(CLOCK.instant().getEpochSecond() + seconds);
            lifetime.endsAt(0);
            assertThat(lifetime.left()).isEqualTo(Duration.ofHours(1));
        }
        assertThat(new Lifetime(CLOCK).left()).isEqualTo(Duration.ofHours(1));
    }

    private static String expiring(String type, long at) {
        return updated("m", "audio/pcmu", "audio/pcmu")
                .replace("session.updated", type)
                .replace("\"model\"", "\"expires_at\":" + at + ",\"model\"");
    }

    @Test
    void o3_a_close_for_old_age_is_told_by_its_reason() {
        session.opened(wire);
        session.disconnected(1001, "Your session hit the maximum duration of 60 minutes.");
        assertThat(events)
                .containsExactly(new SpeechEvent.Faulted(new SpeechFault.SessionExpired()), new SpeechEvent.Closed());
    }

    @Test
    void another_model_than_the_one_that_is_set_is_counted_and_told() {
        for (String same : List.of("gpt-realtime-2.1", "gpt-realtime-2.1-2026-07-06", "")) {
            assertThat(new ModelEcho(SETTINGS, tally).check(BRIEFING.call(), same))
                    .startsWith("gpt-realtime-2.1");
        }
        assertThat(tally.of(OpenAiOddity.OTHER_MODEL)).isZero();
        becomeReady();
        assertThat(tally.of(OpenAiOddity.OTHER_MODEL)).isEqualTo(1);
        new ModelEcho(SETTINGS, tally).check(BRIEFING.call(), "gpt-realtime-2.1-mini");
        assertThat(tally.of(OpenAiOddity.OTHER_MODEL)).isEqualTo(2);
    }
}
