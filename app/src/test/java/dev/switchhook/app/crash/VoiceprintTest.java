package dev.switchhook.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.crash.Voiceprint.Heard;
import dev.switchhook.app.crash.Voiceprint.Kind;
import dev.switchhook.domain.testkit.TestSound;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceprintTest {

    @Test
    void who_has_said_what_is_made_out_in_what_was_heard() {
        byte[] heard = TestSound.join(List.of(
                TestSound.silence(100),
                Voiceprint.line(3, Kind.TALK, 800),
                TestSound.murmur(1, 100),
                Voiceprint.line(60_000, Kind.TALK, 800),
                Voiceprint.line(60_000, Kind.GOODBYE, 800)));

        assertThat(Voiceprint.read(heard))
                .containsExactly(
                        new Heard(3, Kind.TALK), new Heard(60_000, Kind.TALK), new Heard(60_000, Kind.GOODBYE));
    }

    @Test
    void a_line_that_was_cut_short_is_made_out_by_any_piece_of_it() {
        byte[] line = Voiceprint.line(7, Kind.GOODBYE, 800).bytes();
        byte[] piece = Arrays.copyOfRange(line, 1_003, 1_203);
        assertThat(Voiceprint.read(piece)).containsExactly(new Heard(7, Kind.GOODBYE));
    }

    @Test
    void speech_of_others_is_no_agent() {
        assertThat(Voiceprint.read(TestSound.speech(5, 10_000).bytes())).isEmpty();
    }

    @Test
    void a_line_that_is_cut_anywhere_and_goes_on_with_silence_is_no_other_line() {
        for (int session = 0; session < 4_096; session++) {
            byte[] line = Voiceprint.line(session, Kind.TALK, 10).bytes();
            for (int cut = 0; cut < 12; cut++) {
                byte[] heard = TestSound.silence(10).bytes();
                System.arraycopy(line, 0, heard, 0, cut);
                assertThat(Voiceprint.read(heard)).isSubsetOf(new Heard(session, Kind.TALK));
            }
        }
    }
}
