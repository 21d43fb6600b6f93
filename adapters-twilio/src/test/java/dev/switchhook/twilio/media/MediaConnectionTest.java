package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.twilio.RecordingCalls;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of a media connection, cranked by hand: the test is the socket and the clock.
class MediaConnectionTest {

    private static final byte[] SOUND = {1, 2, 3, 4, 5, 6, 7, 8};

    private final RecordingCalls calls = new RecordingCalls();
    private final RecordingSocket socket = new RecordingSocket();
    private final TwilioMetrics metrics = new TwilioMetrics();
    private final MediaLimits limits = MediaLimits.standard();
    private final PendingSockets pending = new PendingSockets(limits);
    private long now = Long.MAX_VALUE - 1000;
    private long sequence = 1;
    private final MediaConnection connection = open();

    private MediaConnection open() {
        calls.giveOut(TestServer.ticket(1), TestServer.call(1));
        assertThat(pending.enter()).isTrue();
        return new MediaConnection(
                TestServer.ticket(1),
                new Peer.Twilio(TestServer.ACCOUNT),
                calls,
                socket,
                pending,
                metrics,
                limits,
                now);
    }

    private void receive(String... messages) {
        for (String message : messages) {
            connection.received(message, now);
        }
    }

    private void start() {
        receive(Wire.CONNECTED, Wire.start(TestServer.ticket(1), TestServer.call(1)));
        sequence = 2;
    }

    private void pass(Duration time) {
        now += time.toNanos();
        connection.tick(now);
    }

    /// Where sound begins in the stream is left out.
    private List<LineEvent> events() {
        return eventsWithPlaces().stream()
                .map(event ->
                        event instanceof LineEvent.CallerAudio sound ? new LineEvent.CallerAudio(sound.audio()) : event)
                .toList();
    }

    private List<LineEvent> eventsWithPlaces() {
        return calls.connected().all().isEmpty()
                ? List.of()
                : calls.connected().all().getFirst().events().all();
    }

    private static LineEvent heard(byte[] sound) {
        return new LineEvent.CallerAudio(AudioChunk.of(AudioFormat.MULAW_8K, sound));
    }

    private void send(LineCommand command) {
        calls.connected().all().getFirst().line().send(command);
    }

    private void assertClosedFor(int code, Event why) {
        assertThat(socket.closeCode).isEqualTo(code);
        assertThat(metrics.of(why)).isEqualTo(1);
        int before = events().size();
        receive(Wire.media(sequence, SOUND));
        assertThat(events()).hasSize(before);
    }

    @Test
    void a_call_from_its_start_to_its_end() {
        start();
        receive(Wire.media(2, SOUND), Wire.dtmf(3, "5"));
        send(new LineCommand.Mark(new MarkName("g1:1")));
        receive(Wire.mark(4, "g1:1"), Wire.stop(5));
        connection.closed();
        connection.closed();
        assertThat(events())
                .containsExactly(
                        new LineEvent.Opened(),
                        heard(SOUND),
                        new LineEvent.KeyPressed('5'),
                        new LineEvent.Played(new MarkName("g1:1")),
                        new LineEvent.Stopped(),
                        new LineEvent.Lost());
        assertThat(socket.closeCode).isEqualTo(1000);
        for (Event event : Event.values()) {
            assertThat(metrics.of(event)).as("%s", event).isZero();
        }
    }

    @Test
    void sound_says_where_in_the_stream_it_begins_unless_that_is_no_number() {
        start();
        String placed = Wire.media(2, SOUND).replace("\"timestamp\":\"0\"", "\"timestamp\":\"820\"");
        String backwards = Wire.media(3, SOUND).replace("\"timestamp\":\"20\"", "\"timestamp\":\"-5\"");
        String huge = Wire.media(4, SOUND).replace("\"timestamp\":\"40\"", "\"timestamp\":\"18446744073709551616\"");
        receive(placed, backwards, huge);
        assertThat(eventsWithPlaces().stream()
                        .filter(LineEvent.CallerAudio.class::isInstance)
                        .map(event -> ((LineEvent.CallerAudio) event).at()))
                .containsExactly(Optional.of(Duration.ofMillis(820)), Optional.empty(), Optional.empty());
    }

    @Test
    void s3_a_missing_connected_is_tolerated() {
        receive(Wire.start(TestServer.ticket(1), TestServer.call(1)));
        assertThat(events()).containsExactly(new LineEvent.Opened());
    }

    @Test
    void s3_sound_before_the_start_waits_for_it() {
        receive(Wire.media(2, SOUND), Wire.media(3, new byte[] {9}));
        start();
        assertThat(events()).containsExactly(new LineEvent.Opened(), heard(SOUND), heard(new byte[] {9}));
    }

    @Test
    void s3_more_than_50_pieces_of_sound_before_the_start_close_the_connection() {
        for (int i = 0; i < 50; i++) {
            receive(Wire.media(i, SOUND));
        }
        assertThat(socket.closeCode).isZero();
        receive(Wire.media(50, SOUND));
        assertClosedFor(1008, Event.PROTOCOL_BROKEN);
    }

    @Test
    void s3_large_pieces_of_sound_before_the_start_close_the_connection() {
        receive(Wire.media(1, new byte[40_000]), Wire.media(2, new byte[40_000]));
        assertClosedFor(1008, Event.PROTOCOL_BROKEN);
    }

    @Test
    void s3_a_second_start_closes_the_connection() {
        start();
        receive(Wire.start(TestServer.ticket(1), TestServer.call(1)));
        assertClosedFor(1008, Event.PROTOCOL_BROKEN);
        connection.closed();
        assertThat(events()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
    }

    @ParameterizedTest
    @CsvSource({
        "other-ticket, CA00000000000000000000000000000001, ours,  audio/x-mulaw, MZ0000000000000000000000000000000a",
        "ours,         CA' OR 1=1--,                       ours,  audio/x-mulaw, MZ0000000000000000000000000000000a",
        "ours,         CA00000000000000000000000000000001, AC00000000000000000000000000000000, audio/x-mulaw,"
                + " MZ0000000000000000000000000000000a",
        "ours,         CA00000000000000000000000000000001, ours,  audio/x-l16,   MZ0000000000000000000000000000000a",
        "ours,         CA00000000000000000000000000000001, ours,  audio/x-mulaw, x",
    })
    void s3_a_start_that_does_not_fit_closes_the_connection(
            String ticket, String call, String account, String encoding, String stream) {
        receive(Wire.start(
                ticket.equals("ours") ? TestServer.ticket(1).secret() : ticket,
                call,
                account.equals("ours") ? TestServer.ACCOUNT : account,
                encoding,
                stream));
        assertClosedFor(1008, Event.PROTOCOL_BROKEN);
        assertThat(calls.connected().all()).isEmpty();
    }

    @Test
    void s3_a_start_for_another_call_closes_the_connection() {
        receive(Wire.start(TestServer.ticket(1), TestServer.call(2)));
        assertClosedFor(1008, Event.TICKET_REFUSED);
        assertThat(calls.connected().all()).isEmpty();
    }

    @Test
    void s2_a_ticket_that_was_used_closes_the_connection() {
        var _ = calls.connect(
                TestServer.ticket(1),
                TestServer.call(1),
                new TwilioPhoneLine(TestServer.call(1), "x", socket, 1, metrics));
        receive(Wire.media(1, SOUND));
        start();
        assertClosedFor(1008, Event.TICKET_REFUSED);
    }

    @Test
    void s2_after_its_call_has_refused_it_nothing_is_heard_of_a_connection_but_its_loss() {
        start();
        receive(Wire.media(2, SOUND));
        send(new LineCommand.Mark(new MarkName("g1:1")));
        calls.connected().all().getFirst().line().refuse();
        receive(Wire.media(3, SOUND), Wire.dtmf(4, "5"), Wire.mark(5, "g1:1"), "x", Wire.stop(6));
        receive(Wire.start(TestServer.ticket(1), TestServer.call(1)));
        pass(Duration.ofMinutes(1));
        assertClosedFor(1008, Event.TICKET_REFUSED);
        connection.closed();
        assertThat(events()).containsExactly(new LineEvent.Opened(), heard(SOUND), new LineEvent.Lost());
        assertThat(socket.aborted).isFalse();
        for (Event event : Event.values()) {
            assertThat(metrics.of(event)).as("%s", event).isEqualTo(event == Event.TICKET_REFUSED ? 1 : 0);
        }
    }

    @Test
    void s2_a_connection_that_is_refused_while_sound_from_before_its_start_is_handed_on_is_heard_no_further() {
        receive(Wire.media(2, SOUND), Wire.media(3, SOUND));
        calls.trouble(event -> {
            if (event instanceof LineEvent.CallerAudio) {
                calls.connected().all().getFirst().line().refuse();
            }
        });
        start();
        assertThat(events()).containsExactly(new LineEvent.Opened(), heard(SOUND));
    }

    @Test
    void s2_and_s4_a_refused_connection_does_not_keep_its_place() {
        for (int i = 1; i < limits.mostPending(); i++) {
            assertThat(pending.enter()).isTrue();
        }
        start();
        calls.connected().all().getFirst().line().refuse();
        assertThat(pending.enter()).isTrue();
        connection.closed();
        assertThat(pending.isFull()).isTrue();
    }

    @Test
    void bad_input_17_another_stream_in_the_middle_closes_the_connection() {
        start();
        receive(Wire.media(2, SOUND).replace(Wire.STREAM, "MZ0000000000000000000000000000000b"));
        assertClosedFor(1008, Event.PROTOCOL_BROKEN);
    }

    @Test
    void s4_a_connection_that_does_not_start_in_5_seconds_is_closed() {
        pass(Duration.ofMillis(4999));
        assertThat(socket.closeCode).isZero();
        pass(Duration.ofMillis(1));
        assertClosedFor(1008, Event.NEVER_STARTED);
    }

    @Test
    void s4_places_of_connections_that_have_not_started_are_given_back() {
        for (int i = 1; i < limits.mostPending(); i++) {
            assertThat(pending.enter()).isTrue();
        }
        assertThat(pending.isFull()).isTrue();
        assertThat(pending.enter()).isFalse();
        start();
        assertThat(pending.isFull()).isFalse();
        connection.closed();
        assertThat(pending.enter()).isTrue();
        assertThat(pending.isFull()).isTrue();
    }

    @Test
    void s4_a_connection_that_ends_before_it_starts_gives_its_place_back() {
        for (int i = 1; i < limits.mostPending(); i++) {
            assertThat(pending.enter()).isTrue();
        }
        connection.closed();
        connection.closed();
        assertThat(pending.enter()).isTrue();
        assertThat(pending.enter()).isFalse();
    }

    @Test
    void s5_gaps_repeats_and_steps_back_are_counted_and_everything_is_played() {
        start();
        receive(Wire.media(2, SOUND), Wire.media(5, SOUND), Wire.media(5, SOUND), Wire.media(4, SOUND));
        receive(Wire.media(5, SOUND), Wire.media(-1, SOUND), Wire.media(7, SOUND));
        assertThat(events()).hasSize(8);
        assertThat(metrics.of(Event.SEQUENCE_BROKEN)).isEqualTo(4);
    }

    @Test
    void s6_three_times_the_nominal_pace_is_fine_and_more_closes_the_connection() {
        start();
        for (int i = 0; i < 298; i++) {
            receive(Wire.media(sequence++, SOUND));
        }
        assertThat(socket.closeCode).isZero();
        receive(Wire.media(sequence++, SOUND));
        assertClosedFor(1008, Event.FLOODED);
    }

    @Test
    void s6_what_a_stalled_network_delivers_at_once_is_no_flood() {
        start();
        pass(Duration.ofSeconds(9));
        for (int i = 0; i < 450; i++) {
            receive(Wire.media(sequence++, SOUND));
        }
        assertThat(socket.closeCode).isZero();
        for (int i = 0; i < 300; i++) {
            receive(Wire.media(sequence++, SOUND));
        }
        assertClosedFor(1008, Event.FLOODED);
    }

    @Test
    void s6_a_crowd_of_returning_marks_is_no_flood() {
        start();
        for (int i = 0; i < 1000; i++) {
            send(new LineCommand.Mark(new MarkName("g1:" + i)));
        }
        for (int i = 0; i < 1000; i++) {
            receive(Wire.mark(sequence++, "g1:" + i));
        }
        assertThat(socket.closeCode).isZero();
        assertThat(events()).hasSize(1001);
    }

    @Test
    void a_mark_that_we_did_not_send_is_counted_and_ignored() {
        start();
        receive(Wire.mark(2, "g1:1"));
        assertThat(events()).containsExactly(new LineEvent.Opened());
        assertThat(metrics.of(Event.MESSAGE_UNEXPECTED)).isEqualTo(1);
    }

    @Test
    void bad_input_32_a_flood_of_keys_closes_the_connection() {
        start();
        for (int i = 0; i < 300; i++) {
            receive(Wire.dtmf(sequence++, "1"));
        }
        assertClosedFor(1008, Event.FLOODED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "*", "#", "A", "D"})
    void bad_input_32_every_key_there_is_arrives(String key) {
        start();
        receive(Wire.dtmf(2, key));
        assertThat(events()).containsExactly(new LineEvent.Opened(), new LineEvent.KeyPressed(key.charAt(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "E", "10", " ", "\\u0000"})
    void a_key_that_no_telephone_has_is_counted_and_ignored(String key) {
        start();
        receive(Wire.dtmf(2, key));
        assertThat(events()).containsExactly(new LineEvent.Opened());
        assertThat(metrics.of(Event.MESSAGE_UNEXPECTED)).isEqualTo(1);
    }

    @Test
    void s7_malformed_messages_are_ignored_until_there_are_more_than_5_in_10_seconds() {
        start();
        receive("x", "{}", "[]", "null", "{\"event\":\"media\"}");
        assertThat(socket.closeCode).isZero();
        assertThat(metrics.of(Event.MESSAGE_MALFORMED)).isEqualTo(5);
        receive("x");
        assertClosedFor(1008, Event.PROTOCOL_BROKEN);
    }

    @Test
    void s7_a_malformed_message_now_and_then_is_survived() {
        start();
        for (int i = 0; i < 100; i++) {
            receive("x");
            pass(Duration.ofMillis(2001));
        }
        assertThat(socket.closeCode).isZero();
    }

    @Test
    void s7_unknown_kinds_and_messages_out_of_place_are_counted_and_ignored() {
        receive(Wire.stop(1), Wire.dtmf(2, "1"), Wire.mark(3, "x"), "{\"event\":\"weather\"}");
        start();
        receive("{\"event\":\"weather\"}", Wire.media(2, SOUND).replace("inbound", "outbound"));
        receive("{\"event\":\"media\",\"media\":{\"payload\":\"AQID\"}}");
        assertThat(events()).containsExactly(new LineEvent.Opened());
        assertThat(metrics.of(Event.MESSAGE_UNEXPECTED)).isEqualTo(7);
        assertThat(socket.closeCode).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"====", "!!!!", "AAA", "A", "AAAA=", "AA==AA==", "\\u00e4AAA", "AA-_"})
    void s8_sound_that_cannot_be_decoded_becomes_20_ms_of_silence(String payload) {
        start();
        receive(Wire.media(2, payload));
        byte[] silence = new byte[160];
        Arrays.fill(silence, (byte) 0xFF);
        assertThat(events()).containsExactly(new LineEvent.Opened(), heard(silence));
        assertThat(metrics.of(Event.SOUND_REPLACED)).isEqualTo(1);
    }

    @Test
    void s8_empty_sound_is_left_out_and_sound_of_any_other_length_is_heard() {
        start();
        receive(Wire.media(2, ""), Wire.media(3, new byte[] {1}), Wire.media(4, new byte[321]));
        assertThat(events()).containsExactly(new LineEvent.Opened(), heard(new byte[] {1}), heard(new byte[321]));
        assertThat(metrics.of(Event.SOUND_REPLACED)).isEqualTo(1);
    }

    @Test
    void s10_silence_of_3_seconds_is_probed_once_and_of_10_seconds_ends_the_connection() {
        start();
        pass(Duration.ofMillis(2999));
        assertThat(socket.pings).isZero();
        pass(Duration.ofMillis(1));
        pass(Duration.ofSeconds(3));
        assertThat(socket.pings).isEqualTo(1);
        pass(Duration.ofMillis(3999));
        assertThat(socket.aborted).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(socket.aborted).isTrue();
        assertThat(metrics.of(Event.INBOUND_SILENT)).isEqualTo(1);
        connection.closed();
        assertThat(events()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
    }

    @Test
    void a_lively_connection_is_pinged_every_15_seconds() {
        start();
        for (int i = 0; i < 60; i++) {
            receive(Wire.media(sequence++, SOUND));
            pass(Duration.ofSeconds(1));
        }
        assertThat(socket.pings).isEqualTo(4);
        assertThat(socket.closeCode).isZero();
    }

    @Test
    void nothing_is_heard_after_the_media_have_stopped() {
        start();
        receive(Wire.stop(2), Wire.media(3, SOUND), Wire.stop(4));
        assertThat(events()).containsExactly(new LineEvent.Opened(), new LineEvent.Stopped());
    }

    @Test
    void s12_a_connection_that_just_closes_is_lost() {
        start();
        connection.closed();
        receive(Wire.media(2, SOUND), Wire.stop(3));
        pass(Duration.ofMinutes(1));
        assertThat(events()).containsExactly(new LineEvent.Opened(), new LineEvent.Lost());
        assertThat(socket.pings).isZero();
    }

    @Test
    void a_defect_of_ours_closes_this_connection() {
        start();
        connection.failed();
        assertClosedFor(1011, Event.OUR_FAULT);
    }
}
