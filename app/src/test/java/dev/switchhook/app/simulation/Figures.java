package dev.switchhook.app.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What a run has measured: how calls ended, and how long things took. Figures of parts can be added.
final class Figures {

    /// How long something took, in classes of 10 ms up to 200 s.
    static final class Times {
        private static final int WIDTH = 10;
        private final int[] classes = new int[20_000];
        private long count;
        private long most;

        void add(long milliseconds) {
            if (milliseconds >= 0) {
                classes[(int) Math.min(classes.length - 1, milliseconds / WIDTH)]++;
                count++;
                most = Math.max(most, milliseconds);
            }
        }

        void add(Times other) {
            Arrays.setAll(classes, i -> classes[i] + other.classes[i]);
            count += other.count;
            most = Math.max(most, other.most);
        }

        /// The time that this share of all stayed within, in milliseconds.
        long within(double share) {
            long rest = (long) Math.ceil(count * share);
            for (int i = 0; i < classes.length; i++) {
                rest -= classes[i];
                if (rest <= 0) {
                    return (i + 1L) * WIDTH;
                }
            }
            return most;
        }

        @Override
        public String toString() {
            return count == 0
                    ? "none"
                    : String.format(
                            "%,d times, p50 %,d ms, p95 %,d ms, p99 %,d ms, longest %,d ms",
                            count, within(0.5), within(0.95), within(0.99), most);
        }
    }

    private final Map<String, Long> endings = new TreeMap<>();
    private final Times gaps = new Times();
    private final Times downs = new Times();
    private final Times calmDowns = new Times();
    private final Times silences = new Times();
    private final Times calmSilences = new Times();
    private final Map<Accepted, Long> accepted = new EnumMap<>(Accepted.class);
    private long steps;

    void add(SimulatedCall.Outcome outcome) {
        endings.merge(outcome.ending(), 1L, Long::sum);
        gaps.add(outcome.longestGap());
        silences.add(outcome.longestSilence());
        for (Accepted kind : Accepted.values()) {
            if ((outcome.accepted() & kind.bit()) != 0) {
                accepted.merge(kind, 1L, Long::sum);
            }
        }
        downs.add(outcome.downAfter());
        if (outcome.faults() == 0) {
            calmDowns.add(outcome.downAfter());
            calmSilences.add(outcome.longestSilence());
        }
        steps += outcome.steps();
    }

    void add(Figures other) {
        other.endings.forEach((ending, count) -> endings.merge(ending, count, Long::sum));
        gaps.add(other.gaps);
        downs.add(other.downs);
        calmDowns.add(other.calmDowns);
        silences.add(other.silences);
        calmSilences.add(other.calmSilences);
        other.accepted.forEach((kind, count) -> accepted.merge(kind, count, Long::sum));
        steps += other.steps;
    }

    Map<String, Long> endings() {
        return endings;
    }

    Times calmDowns() {
        return calmDowns;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("endings:");
        endings.forEach(
                (ending, count) -> text.append(' ').append(ending).append('=').append(count));
        return text.append("\nfrom the last word of a farewell, or the decision, to the carrier's end: ")
                .append(downs)
                .append("\n  of these in calls without any fault: ")
                .append(calmDowns)
                .append("\nwithout a media connection, the longest time of each call: ")
                .append(gaps)
                .append("\nin silence since the last fault, the longest time of each call: ")
                .append(silences)
                .append("\n  of these in calls without any fault: ")
                .append(calmSilences)
                .append("\naccepted, calls: ")
                .append(accepted)
                .append(String.format("%nsteps: %,d", steps))
                .toString();
    }
}
