package dev.switchhook.domain.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Watches that nobody is left with a lie that they have heard (I7), in a simulated call: which replies claim what, how
/// much of each was really heard, and which replies correct what was said before.
final class Truthfulness {

    /// Whoever has heard so much of a reply has heard its claim, at whatever speed.
    private static final long SURELY_HEARD = 1_500;

    /// So much of a correction counts, or all of it when it is shorter.
    private static final long CORRECTED = 1_300;

    private record Piece(int reply, long from, long to) {}

    private final Consumer<String> complaints;
    private final Map<Integer, String> words = new HashMap<>();
    private final SortedMap<Integer, Boolean> corrections = new TreeMap<>();
    private final Map<Integer, Long> sent = new HashMap<>();
    private List<Piece> pieces = new ArrayList<>();
    private int lies;

    Truthfulness(Consumer<String> complaints) {
        this.complaints = complaints;
    }

    void says(int reply, String text) {
        words.put(reply, text);
    }

    void corrects(int reply) {
        boolean due = words.entrySet().stream()
                .anyMatch(said -> said.getValue().startsWith("I've booked")
                        || (said.getValue().equals(StrictModel.LIE) && !settled(said.getKey())));
        if (!due) {
            complaints.accept("r" + reply + " is asked to correct what nobody has claimed");
        }
        corrections.put(reply, true);
    }

    /// Whether what a reply has claimed was surely corrected.
    private boolean settled(int reply) {
        return corrections.tailMap(reply + 1).keySet().stream()
                .anyMatch(later -> heard(later, Long.MAX_VALUE) >= SURELY_HEARD + 400);
    }

    void plays(int reply, long from, long to) {
        pieces.add(new Piece(reply, from, to));
        sent.merge(reply, to - from, Long::sum);
    }

    /// The line stops playing.
    void stops(long now) {
        List<Piece> left = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.from < now) {
                left.add(new Piece(piece.reply, piece.from, Math.min(piece.to, now)));
            }
        }
        pieces = left;
    }

    /// How many lies were surely heard.
    int lies() {
        return lies;
    }

    /// How many corrections were asked for.
    int corrections() {
        return corrections.size();
    }

    /// The caller goes, or all is quiet.
    void judge(long now) {
        words.forEach((reply, text) -> {
            if (text.equals(StrictModel.LIE) && heard(reply, now) >= SURELY_HEARD) {
                lies++;
                boolean corrected = corrections.tailMap(reply + 1).keySet().stream()
                        .anyMatch(later -> heard(later, now) >= Math.min(CORRECTED, sent.getOrDefault(later, 1L)));
                if (!corrected) {
                    complaints.accept("I7: the lie in r" + reply + " was heard and is not corrected");
                }
            }
        });
    }

    private long heard(int reply, long now) {
        return pieces.stream()
                .filter(piece -> piece.reply == reply)
                .mapToLong(piece -> Math.max(0, Math.min(piece.to, now) - piece.from))
                .sum();
    }
}
