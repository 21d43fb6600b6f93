package dev.switchhook.app;

import static dev.switchhook.app.BadInput.assertTellsNothing;
import static dev.switchhook.app.BadInput.row;
import static dev.switchhook.app.RawSocket.FIN;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.testkit.TestSound;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/// Bad inputs 11 to 27 and 32: the media connection. Each row has calls of its own, in which the agent is talking
/// when the input comes.
final class BadSockets {

    private static final AudioChunk BEFORE = TestSound.murmur(1, 20);
    private static final AudioChunk AFTER = TestSound.murmur(2, 20);
    private static final AudioChunk SILENCE = TestSound.silence(20);
    static final List<AudioChunk> WORDS = Stream.of(TestSound.speech(3, 200), TestSound.silence(700))
            .flatMap(sound -> TestSound.frames(sound).stream())
            .toList();
    private static final int MOST_MALFORMED = 5;

    private final Theatre theatre;
    private final BadWebhooks webhooks;

    /// @param webhooks the same inputs in webhooks, where a row is about both
    BadSockets(Theatre theatre, BadWebhooks webhooks) {
        this.theatre = theatre;
        this.webhooks = webhooks;
    }

    List<BadInput> rows() {
        return List.of(
                row(11, "JSON of depth 10 000", () -> malformed("[".repeat(10_000), "{\"a\":".repeat(10_000))),
                row(12, "a media message without media", () -> malformed("{\"event\":\"media\"}")),
                row(13, "a payload of 10 MB", () -> {
                    refused(1009, socket -> socket.text(media("\"payload\":\"" + "A".repeat(10_000_000) + "\"")));
                }),
                row(14, "payload ====", this::undecodablePayloads),
                row(15, "sequenceNumber -1, NaN, 2^64", this::oddSequenceNumbers),
                row(16, "timestamp going backwards", this::oddTimestamps),
                row(17, "streamSid changes in mid-stream", this::changingStream),
                row(18, "duplicate JSON keys", this::duplicateKeys),
                row(19, "BOM and UTF-16", this::foreignEncodings),
                row(20, "a lone surrogate", this::loneSurrogates),
                row(21, "NUL in names", this::nulInNames),
                row(22, "a binary frame", () -> {
                    refused(1003, socket -> socket.frame(FIN | RawSocket.BINARY, true, new byte[160]));
                }),
                row(23, "a fragmented control frame", () -> {
                    refused(1002, socket -> socket.frame(RawSocket.PING, true, new byte[] {1}));
                    refused(1002, socket -> socket.frame(RawSocket.CLOSE, true, new byte[] {3, (byte) 0xE8}));
                }),
                row(24, "a flood of pings", () -> refused(1008, BadSockets::floodWithPings)),
                row(25, "a close frame with a body of 1 byte", () -> {
                    refused(1002, socket -> socket.frame(FIN | RawSocket.CLOSE, true, new byte[] {3}));
                }),
                row(26, "an unmasked frame", () -> {
                    refused(1002, socket -> socket.frame(FIN | RawSocket.TEXT, false, "{}".getBytes(UTF_8)));
                }),
                row(27, "a bomb of permessage-deflate", this::compressedBomb));
    }

    /// The last row of the table is about the socket too.
    BadInput lastRow() {
        return row(32, "a flood of keys, and the keys A to D", this::keys);
    }

    @FunctionalInterface
    private interface Input {
        void send(RawSocket socket) throws IOException;
    }

    /// The connection is closed with that code, and the carrier is asked to make another one: the caller, who may be
    /// a victim, too, is not cut off.
    private void refused(int code, Input input) throws Exception {
        try (Scene scene = theatre.scene(Clerk::brief);
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.talking();
            sendUntilRefused(input, socket);
            RawSocket.Ending ending = socket.readEnding();
            assertThat(ending.code()).isEqualTo(code);
            assertTellsNothing(ending.reason());
            socket.close();
            assertThat(call.afterStream().body()).contains("<Connect ").endsWith("<Hangup/></Response>");
            assertThat(call.reportEnd().blame()).isEqualTo(Blame.NOBODY);
            scene.session();
        }
    }

    /// The connection may be closed while the input is still being sent.
    private static void sendUntilRefused(Input input, RawSocket socket) throws IOException {
        try {
            input.send(socket);
        } catch (SocketException _) {
            // How it was closed is read afterwards.
        }
    }

    /// The call goes on, and the model hears exactly this, between two pieces of sound and before the caller's
    /// words, which the agent answers.
    private void harmless(List<AudioChunk> heard, Speaker speaker) throws Exception {
        try (Scene scene = theatre.scene(() -> Clerk.chatting(() -> false));
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.talking();
            socket.text(call.media(BEFORE));
            speaker.speak(call, socket);
            socket.text(call.media(AFTER));
            for (AudioChunk frame : WORDS) {
                socket.text(call.media(frame));
            }
            StrangeCall.awaitSpeech(socket, 1);
            assertThat(call.hangUp(socket).blame()).isEqualTo(Blame.NOBODY);
            List<AudioChunk> all = new ArrayList<>(heard);
            all.addFirst(BEFORE);
            all.add(AFTER);
            all.addAll(WORDS);
            assertThat(scene.session().heard().bytes()).isEqualTo(TestSound.join(all));
        }
    }

    @FunctionalInterface
    private interface Speaker {
        void speak(StrangeCall call, RawSocket socket) throws IOException;
    }

    /// A few are ignored; too many close the connection.
    private void malformed(String... messages) throws Exception {
        harmless(List.of(), (_, socket) -> {
            for (int i = 0; i < MOST_MALFORMED; i++) {
                socket.text(messages[i % messages.length]);
            }
        });
        refused(1008, socket -> {
            for (int i = 0; i <= MOST_MALFORMED; i++) {
                socket.text(messages[i % messages.length]);
            }
        });
    }

    private void undecodablePayloads() throws Exception {
        harmless(List.of(SILENCE, SILENCE, SILENCE, SILENCE), (call, socket) -> {
            socket.text(call.media("===="));
            socket.text(call.media("AQI!"));
            socket.text(call.media("AQIDB"));
            socket.text(call.media(""));
        });
    }

    private void oddSequenceNumbers() throws Exception {
        AudioChunk sound = TestSound.murmur(3, 20);
        List<String> numbers = List.of("-1", "\"-1\"", "\"NaN\"", "18446744073709551616", "\"18446744073709551616\"");
        harmless(List.of(sound, sound, sound, sound, sound), (_, socket) -> {
            for (String number : numbers) {
                socket.text(StrangeCall.media(StrangeCall.STREAM, number, "\"20\"", payload(sound)));
            }
        });
    }

    private void oddTimestamps() throws Exception {
        List<AudioChunk> sounds = List.of(TestSound.murmur(4, 20), TestSound.murmur(5, 20), TestSound.murmur(6, 20));
        List<AudioChunk> heard = new ArrayList<>(sounds);
        // What is missing up to the odd position is made up for.
        heard.addAll(0, List.of(SILENCE, SILENCE, SILENCE, SILENCE));
        harmless(heard, (_, socket) -> {
            socket.text(StrangeCall.media(StrangeCall.STREAM, "\"3\"", "\"100\"", payload(sounds.get(0))));
            socket.text(StrangeCall.media(StrangeCall.STREAM, "\"4\"", "\"0\"", payload(sounds.get(1))));
            socket.text(StrangeCall.media(StrangeCall.STREAM, "\"5\"", "\"-20\"", payload(sounds.get(2))));
        });
    }

    private void changingStream() throws Exception {
        String other = "MZ0000000000000000000000000000000b";
        refused(1008, socket -> socket.text(StrangeCall.media(other, "\"2\"", "\"20\"", payload(BEFORE))));
        refused(1008, socket -> socket.text("{\"event\":\"stop\",\"streamSid\":\"" + other + "\"}"));
    }

    private void duplicateKeys() throws Exception {
        String payload = payload(SILENCE);
        malformed(
                media(payload + "," + payload),
                "{\"event\":\"media\",\"event\":\"stop\",\"streamSid\":\"" + StrangeCall.STREAM + "\"}",
                "{\"event\":\"media\",\"streamSid\":\"" + StrangeCall.STREAM + "\",\"streamSid\":\"MZ1\",\"media\":{"
                        + payload + "}}");
    }

    private void foreignEncodings() throws Exception {
        webhooks.foreignEncodings();
        harmless(List.of(), (_, socket) -> {
            socket.frame(FIN | RawSocket.TEXT, true, media(payload(SILENCE)).getBytes(UTF_16));
            socket.text("\ufeff" + "{\"event\":\"nothing\"}");
        });
    }

    private void loneSurrogates() throws Exception {
        webhooks.loneSurrogates();
        harmless(List.of(), (_, socket) -> {
            socket.text("{\"event\":\"\\ud800\"}");
            socket.text("{\"event\":\"mark\",\"streamSid\":\"" + StrangeCall.STREAM
                    + "\",\"mark\":{\"name\":\"\\ud800\"}}");
            socket.text("{\"event\":\"dtmf\",\"streamSid\":\"" + StrangeCall.STREAM
                    + "\",\"dtmf\":{\"digit\":\"\\udfff\"}}");
            socket.frame(FIN | RawSocket.TEXT, true, new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        });
        refused(1008, socket -> socket.text(StrangeCall.media("MZ\\ud800", "\"2\"", "\"20\"", payload(BEFORE))));
    }

    private void nulInNames() throws Exception {
        webhooks.nulInNames();
        harmless(List.of(), (_, socket) -> {
            socket.text("{\"event\":\"media\\u0000\"}");
            socket.text("{\"ev\\u0000ent\":\"media\"}");
            socket.text("{\"event\":\"mark\",\"streamSid\":\"" + StrangeCall.STREAM
                    + "\",\"mark\":{\"name\":\"a\\u0000b\"}}");
            socket.text("{\"event\":\"\0\"}");
        });
    }

    private static void floodWithPings(RawSocket socket) throws IOException {
        for (int i = 0; i < 200; i++) {
            socket.frame(FIN | RawSocket.PING, true, new byte[0]);
        }
    }

    /// 64 MiB of zeros are about 64 KiB when they are compressed; here they come in pieces that would pass any check
    /// of length.
    private void compressedBomb() throws Exception {
        try (Scene scene = theatre.scene(Clerk::brief);
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.talking("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
            assertThat(socket.answer()).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            socket.frame(FIN | RawSocket.RSV1 | RawSocket.TEXT, true, deflated(32 * 1024 * 1024));
            assertThat(socket.readEnding().code()).isEqualTo(1002);
            socket.close();
            assertThat(call.reportEnd().blame()).isEqualTo(Blame.NOBODY);
            scene.session();
        }
    }

    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        byte[] out = new byte[64 * 1024];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private void keys() throws Exception {
        harmless(List.of(), (call, socket) -> {
            for (String key : List.of("A", "B", "C", "D", "#", "*", "E", "", "12", "\u0661")) {
                socket.text(call.key(key));
            }
        });
        refused(1008, socket -> {
            for (int i = 0; i < 400; i++) {
                socket.text(
                        "{\"event\":\"dtmf\",\"streamSid\":\"" + StrangeCall.STREAM + "\",\"dtmf\":{\"digit\":\"5\"}}");
            }
        });
    }

    private static String media(String payload) {
        return StrangeCall.media(StrangeCall.STREAM, "\"2\"", "\"20\"", payload);
    }

    private static String payload(AudioChunk sound) {
        return "\"payload\":\"" + sound.base64() + "\"";
    }
}
