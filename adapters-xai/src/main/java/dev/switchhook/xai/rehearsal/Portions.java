package dev.switchhook.xai.rehearsal;

import dev.switchhook.domain.audio.AudioFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// Cuts what is said into the portions in which the provider sends it: sound of 30 to 800 ms, text by phrases.
final class Portions {

    private static final int SHORTEST_MILLISECONDS = 30;
    private static final int LONGEST_MILLISECONDS = 800;
    private static final int WORDS_OF_A_PHRASE = 3;

    private Portions() {}

    static List<byte[]> chunks(byte[] sound, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < sound.length; ) {
            int milliseconds = random.nextInt(SHORTEST_MILLISECONDS, LONGEST_MILLISECONDS + 1);
            int to = Math.min(sound.length, from + milliseconds * AudioFormat.MULAW_8K.bytesPerMillisecond());
            chunks.add(Arrays.copyOfRange(sound, from, to));
            from = to;
        }
        return chunks;
    }

    static Deque<String> phrases(String text) {
        Deque<String> phrases = new ArrayDeque<>();
        String[] words = text.split("(?<= )", -1);
        for (int from = 0; from < words.length; from += WORDS_OF_A_PHRASE) {
            int to = Math.min(words.length, from + WORDS_OF_A_PHRASE);
            phrases.add(String.join("", Arrays.copyOfRange(words, from, to)));
        }
        return phrases;
    }
}
