package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.MuLaw;
import dev.switchhook.domain.audio.Resampler;
import java.util.Arrays;

/// Compares sound that was turned over to another rate and back: it is not the same to the byte any more, but nothing
/// is missing, nothing is moved, and it is as loud as it was.
public final class SoundLikeness {

    /// At most so many bytes may still wait in a filter at the end of a stream that goes on.
    private static final int HELD_BACK = 2 * (Resampler.DELAY_MICROSECONDS * 8 / 1_000) + 1;

    private static final int PIECE = 800;

    private SoundLikeness() {}

    /// Fails unless the mu-law sound that arrived is what was sent, piece by piece of 100 ms.
    public static void assertAlike(AudioChunk sent, AudioChunk arrived) {
        assertThat(sent.byteCount() - arrived.byteCount())
                .as("bytes of %d that have not arrived", sent.byteCount())
                .isBetween(-1, HELD_BACK);
        for (int from = 0; from + PIECE <= arrived.byteCount(); from += PIECE) {
            assertThat(correlation(sent.bytes(), arrived.bytes(), from))
                    .as("likeness from byte %d on", from)
                    .isGreaterThan(0.75);
            int loudness = TestSound.loudness(Arrays.copyOfRange(sent.bytes(), from, from + PIECE));
            assertThat(TestSound.loudness(Arrays.copyOfRange(arrived.bytes(), from, from + PIECE)))
                    .as("loudness from byte %d on", from)
                    .isBetween(loudness * 7 / 10, loudness * 13 / 10 + 1);
        }
    }

    private static double correlation(byte[] one, byte[] two, int from) {
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = from; i < from + PIECE; i++) {
            double x = MuLaw.decode(one[i]);
            double y = MuLaw.decode(two[i]);
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        return xx == 0 && yy == 0 ? 1 : xy / Math.sqrt(xx * yy);
    }
}
