package dev.switchhook.domain.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MuLawTest {

    /// The largest magnitude of each segment, in the 14 bits of ITU-T G.711, table 2a/2b (decoder output values).
    private static final int[] SEGMENT_ENDS = {30, 93, 219, 471, 975, 1983, 3999, 8031};

    /// Where the segments end, in the same 14 bits: the last of them is where sound is clipped.
    private static final int[] DECISIONS = {31, 95, 223, 479, 991, 2015, 4063, 8159};

    @Test
    void decodes_the_values_of_the_recommendation() {
        for (int segment = 0; segment < 8; segment++) {
            byte positive = (byte) ~(segment << 4 | 0x0F);
            byte negative = (byte) ~(0x80 | segment << 4 | 0x0F);
            assertThat(MuLaw.decode(positive)).isEqualTo((short) (SEGMENT_ENDS[segment] * 4));
            assertThat(MuLaw.decode(negative)).isEqualTo((short) (SEGMENT_ENDS[segment] * -4));
        }
        assertThat(MuLaw.decode((byte) 0xFF)).isZero();
        assertThat(MuLaw.decode((byte) 0x7F)).isZero();
        assertThat(MuLaw.decode((byte) 0xFE)).isEqualTo((short) 8);
    }

    @Test
    void every_byte_but_the_negative_zero_survives_decoding_and_encoding() {
        for (int code = 0; code < 256; code++) {
            byte expected = (byte) (code == 0x7F ? 0xFF : code);
            assertThat(MuLaw.encode(MuLaw.decode((byte) code))).isEqualTo(expected);
        }
    }

    @Test
    void a_sample_changes_its_segment_at_the_decision_values_of_the_recommendation() {
        for (int segment = 0; segment < 7; segment++) {
            int first = DECISIONS[segment] * 4;
            assertThat(segmentOf(first - 1)).isEqualTo(segment);
            assertThat(segmentOf(first)).isEqualTo(segment + 1);
            assertThat(segmentOf(1 - first)).isEqualTo(segment);
            assertThat(segmentOf(-first)).isEqualTo(segment + 1);
        }
    }

    @Test
    void no_sample_is_further_from_its_byte_than_half_a_step_of_its_segment() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int magnitude = Math.abs(sample);
            int off = Math.abs(sample - MuLaw.decode(MuLaw.encode((short) sample)));
            int halfAStep = 4 << segmentOf(sample);
            if (magnitude < DECISIONS[7] * 4 && off > halfAStep) {
                assertThat(off).as("distance for %d", sample).isLessThanOrEqualTo(halfAStep);
            }
        }
        assertThat(MuLaw.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
        assertThat(MuLaw.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
    }

    private static int segmentOf(int sample) {
        return (~MuLaw.encode((short) sample) & 0x70) >> 4;
    }
}
