package dev.switchhook.domain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchhook.domain.testkit.TestSound;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioChunkTest {

    private static final AudioFormat MULAW = AudioFormat.MULAW_8K;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 159, 160, 161, 4096})
    void base64_and_bytes_are_two_forms_of_the_same_sound(int count) {
        byte[] bytes = bytes(count);
        String text = Base64.getEncoder().encodeToString(bytes);
        AudioChunk fromText = AudioChunk.ofBase64(MULAW, text).orElseThrow();
        AudioChunk fromBytes = AudioChunk.of(MULAW, bytes);
        assertThat(fromText.byteCount()).isEqualTo(count);
        assertThat(fromText.bytes()).isEqualTo(bytes);
        assertThat(fromBytes.base64()).isEqualTo(text);
        assertThat(fromText).isEqualTo(fromBytes).hasSameHashCodeAs(fromBytes);
    }

    @Test
    void text_passes_through_without_being_touched() {
        String text = Base64.getEncoder().encodeToString(bytes(160));
        assertThat(AudioChunk.ofBase64(MULAW, text).orElseThrow().base64()).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "====",
                "A===",
                "AAA",
                "AAAA=",
                "AA=A",
                "=AAA",
                "AA A",
                "AA\nA",
                "AA-_",
                "ÄÖÜß",
                "AAAAAA=A",
                "AAAAA===",
                "AB==\u0000"
            })
    void s8_what_is_not_padded_base64_is_no_sound(String garbage) {
        assertThat(AudioChunk.ofBase64(MULAW, garbage)).isEmpty();
    }

    @Test
    void whatever_is_taken_as_base64_can_be_decoded() {
        Random random = new Random(42);
        String alphabet = "ABCxyz019+/=";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(13);
            for (int c = 0; c < length; c++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            AudioChunk.ofBase64(MULAW, text.toString())
                    .ifPresent(chunk -> assertThat(chunk.bytes()).hasSize(chunk.byteCount()));
        }
    }

    @Test
    void its_duration_is_in_whole_milliseconds_rounded_down() {
        assertThat(AudioChunk.of(MULAW, bytes(160)).duration()).isEqualTo(Duration.ofMillis(20));
        assertThat(AudioChunk.of(MULAW, bytes(167)).milliseconds()).isEqualTo(20);
        assertThat(AudioChunk.of(MULAW, bytes(7)).milliseconds()).isZero();
    }

    @Test
    void pieces_are_the_whole_in_order_and_none_is_longer_than_asked() {
        AudioChunk whole = AudioChunk.of(MULAW, bytes(3333));
        List<AudioChunk> pieces = whole.pieces(20);
        assertThat(pieces).hasSize(21).allMatch(piece -> piece.byteCount() <= 160);
        assertThat(TestSound.join(pieces)).isEqualTo(whole.bytes());
    }

    @Test
    void a_short_chunk_is_its_own_only_piece() {
        AudioChunk chunk = AudioChunk.of(MULAW, bytes(160));
        assertThat(chunk.pieces(20)).containsExactly(chunk);
        assertThat(chunk.pieces(20).getFirst()).isSameAs(chunk);
    }

    @Test
    void it_does_not_show_its_sound() {
        assertThat(AudioChunk.of(MULAW, bytes(160))).hasToString("AudioChunk[mulaw/8000, 160 bytes]");
    }

    @Test
    void a_format_without_bytes_has_no_duration_and_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AudioFormat("nothing", 0));
    }
}
