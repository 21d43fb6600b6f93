package dev.switchhook.app.bench;

import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.rehearsal.SessionReport.SentItem;
import dev.switchhook.domain.rehearsal.SessionReport.Truncation;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.Clear;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/// What a caller who interrupts again and again is owed: that the agent falls silent at once, that nothing of the
/// stopped reply is heard afterwards, and that the model is told what was really heard. Everything is compared with
/// the sound itself.
final class Interruptions {

    private static final int BYTES_PER_MILLISECOND = 8;
    private static final long NANOS_PER_BYTE = 125_000;
    /// Two clocks are read for a clear and for the sound around it.
    private static final int SLACK = 16;
    /// A clear that is farther from every notice of the model is not due to one.
    private static final long UNRELATED = Duration.ofMillis(500).toNanos();

    private final Samples clear = new Samples();
    private final Samples credit = new Samples();
    private final Samples beyond = new Samples();
    private final Samples stale = new Samples();

    /// What the caller does: interrupts so many times, each time somewhere else in the reply.
    static List<CallerStep> script(int rounds, long seed) {
        Random random = new Random(seed);
        List<CallerStep> steps = new ArrayList<>();
        steps.add(new CallerStep.Listen(Duration.ofMillis(200)));
        steps.add(new CallerStep.Speak(TestSound.speech(1, 400)));
        for (int round = 0; round < rounds; round++) {
            steps.add(new CallerStep.InterruptAfter(
                    Duration.ofMillis(250 + random.nextInt(500)), TestSound.speech(1, 300)));
        }
        steps.add(new CallerStep.HangUp());
        return steps;
    }

    /// Adds a call.
    void add(PhoneReport phone, SessionReport session) {
        byte[] heard = phone.heard().bytes();
        for (Clear one : phone.clears()) {
            if (one.speechBytes() > 0) {
                noticed(session, one).ifPresent(nanos -> clear.add(Math.max(0, one.atNanos() - nanos) / 1e6));
                stale.add(staleMilliseconds(phone, heard, one));
            }
        }
        for (Truncation told : session.truncations()) {
            sent(session, told).ifPresent(item -> {
                byte reply = item.audio().bytes()[0];
                long really = Tone.count(heard, 0, reply) / BYTES_PER_MILLISECOND;
                // Greetings have no byte of their own, and are not interrupted.
                if (really > 0 && item.audio().bytes()[1] == reply) {
                    credit.add((double) (told.heardMilliseconds() - really));
                    beyond.add((double)
                            Math.max(0, told.heardMilliseconds() - item.audio().milliseconds()));
                }
            });
        }
    }

    /// Adds the calls of another scene.
    void addAll(Interruptions others) {
        clear.addAll(others.clear.all());
        credit.addAll(others.credit.all());
        beyond.addAll(others.beyond.all());
        stale.addAll(others.stale.all());
    }

    private static Optional<SentItem> sent(SessionReport session, Truncation told) {
        return session.sentItems().stream()
                .filter(item -> item.item().equals(told.item()))
                .filter(item -> item.audio().byteCount() > 1)
                .findFirst();
    }

    private static OptionalLong noticed(SessionReport session, Clear one) {
        return session.speechStartedNanos().stream()
                .mapToLong(nanos -> nanos)
                .filter(nanos -> Math.abs(one.atNanos() - nanos) < UNRELATED)
                .reduce((a, b) -> Math.abs(one.atNanos() - a) < Math.abs(one.atNanos() - b) ? a : b);
    }

    /// How much of the reply that was being heard at a clear is heard after it.
    private static double staleMilliseconds(PhoneReport phone, byte[] heard, Clear one) {
        int at = Math.toIntExact((one.atNanos() - phone.times().startSent().orElseThrow()) / NANOS_PER_BYTE);
        for (int i = Math.min(at, heard.length) - 1; i > 0; i--) {
            if (heard[i] != (byte) 0xFF) {
                return (double) Tone.count(heard, at + SLACK, heard[i]) / BYTES_PER_MILLISECOND;
            }
        }
        return 0;
    }

    /// From the model's notice that the caller speaks to the arrival of `clear`, in milliseconds.
    Samples clear() {
        return clear;
    }

    /// By how much the model was told too much, in milliseconds.
    Samples credit() {
        return credit;
    }

    /// By how much it was told more than it had sent, in milliseconds.
    Samples beyond() {
        return beyond;
    }

    /// How much of each stopped reply was heard after its `clear`, in milliseconds.
    Samples stale() {
        return stale;
    }

    /// Of how many stopped replies something was heard after its `clear`; empty when nothing was interrupted.
    OptionalDouble staleReplies() {
        return stale.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (double) stale.all().stream().filter(ms -> ms > 0).count());
    }
}
