package dev.switchhook.app.runtime;

import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallPhase;
import dev.switchhook.domain.call.Step;
import dev.switchhook.domain.port.line.LineEvent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The only owner of a [Call]: takes one event at a time from the mailbox, hands it to the call, and has the effects
/// carried out in order before the next one.
///
/// There is no thread per call. Whoever offers an event while nobody works becomes the owner until the mailbox is
/// empty; whoever offers one meanwhile only leaves it there. So a frame is relayed by the thread that read it, and
/// nobody waits for a lock. It follows that effects must not block.
///
/// The wished wake-up time is the only timer. It is armed again only when the wish is earlier than what is armed; a
/// call that is woken too early just says so again.
final class CallRunner {

    private final Call call;
    private final Alarm alarm;
    private final EffectDispatcher effects;
    private final LongAdder refused;
    private final Consumer<Throwable> defects;
    private final Consumer<CallPhase> whenEnded;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicInteger work = new AtomicInteger();

    private Instant armed = Instant.MAX;
    private Health health = Health.SOUND;
    private boolean over;

    /// How many defects the call has met.
    private enum Health {
        SOUND,
        BROKEN
    }

    /// @param effects carries out what the call wants
    /// @param refused counts the events that a full mailbox refuses
    /// @param defects told of every exception that handling an event has thrown
    /// @param whenEnded told once of the last phase, when nothing more comes from the call: it has ended, was let
    ///     go, or was given up after defects
    CallRunner(
            Call call,
            Alarm alarm,
            EffectDispatcher effects,
            LongAdder refused,
            Consumer<Throwable> defects,
            Consumer<CallPhase> whenEnded) {
        this.call = call;
        this.alarm = alarm;
        this.effects = effects;
        this.refused = refused;
        this.defects = defects;
        this.whenEnded = whenEnded;
    }

    /// Gives the call an event. Returns at once or after having worked; never throws. Any thread.
    void offer(CallEvent event) {
        offer(event, () -> true);
    }

    /// Gives the call an event that is passed over if it means nothing any more when its turn has come. As [#offer].
    ///
    /// @param meant asked by the owner of the call
    void offer(CallEvent event, BooleanSupplier meant) {
        if (!mailbox.put(event, meant)) {
            refused.increment();
            return;
        }
        if (work.getAndIncrement() == 0) {
            do {
                turn();
            } while (work.decrementAndGet() > 0);
        }
    }

    /// One turn of the owner: one event, its effects, the next wish.
    private void turn() {
        @Nullable CallEvent event = mailbox.take();
        if (event == null || over) {
            return;
        }
        Instant now = alarm.now();
        if (!now.isBefore(armed)) {
            armed = Instant.MAX;
        }
        try {
            if (event instanceof CallEvent.FromLine(LineEvent told)) {
                if (told instanceof LineEvent.Opened) {
                    effects.nextLine();
                }
                effects.told(told);
            }
            carryOut(call.on(event, now));
        } catch (RuntimeException | Error defect) {
            defects.accept(defect);
            whenBroken();
        }
        if (call.phase() instanceof CallPhase.Ended || call.phase() instanceof CallPhase.LetGo) {
            over();
        }
    }

    private void over() {
        if (!over) {
            over = true;
            effects.close();
            whenEnded.accept(call.phase());
        }
    }

    private void carryOut(Step step) {
        step.effects().forEach(effects::perform);
        if (step.wakeAt().isBefore(armed)) {
            armed = step.wakeAt();
            alarm.wake(armed, () -> offer(new CallEvent.DeadlineReached()));
        }
    }

    /// A defect gives the call its apology; a second one, whatever it broke, must not leave anything open, and ends
    /// our part in the call: to go on would only repeat the defect, with a request to the carrier each time.
    private void whenBroken() {
        switch (health) {
            case SOUND -> {
                health = Health.BROKEN;
                offer(new CallEvent.Broken());
            }
            case BROKEN -> {
                release();
                over();
            }
        }
    }

    private void release() {
        try {
            effects.releaseEverything();
        } catch (RuntimeException | Error defect) {
            defects.accept(defect);
        }
    }
}
