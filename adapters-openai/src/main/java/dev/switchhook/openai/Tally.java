package dev.switchhook.openai;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts oddities of all sessions of one model. Safe for use by several threads.
final class Tally {

    private final Map<OpenAiOddity, LongAdder> counts = new EnumMap<>(OpenAiOddity.class);

    Tally() {
        for (OpenAiOddity oddity : OpenAiOddity.values()) {
            counts.put(oddity, new LongAdder());
        }
    }

    void count(OpenAiOddity oddity) {
        counter(oddity).increment();
    }

    long of(OpenAiOddity oddity) {
        return counter(oddity).sum();
    }

    private LongAdder counter(OpenAiOddity oddity) {
        LongAdder counter = counts.get(oddity);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + oddity);
        }
        return counter;
    }
}
