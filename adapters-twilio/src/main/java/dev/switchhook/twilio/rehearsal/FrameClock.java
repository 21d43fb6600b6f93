package dev.switchhook.twilio.rehearsal;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ticks every 20 ms on an absolute, monotonic schedule for all calls of one event loop. The calls are spread over
/// four phases, so that they do not all send at the same moment. A tick that is late is made up for at once, none is
/// left out. Lives on its event loop: every method is called there.
final class FrameClock {

    /// How far frames are apart.
    static final long PERIOD_NANOS = 20_000_000;

    private static final int PHASES = 4;

    /// Is called for every tick until it has left.
    interface Ticker {

        /// Takes one tick.
        ///
        /// @param dueNanos when the tick should have happened, `System.nanoTime()`
        void tick(long dueNanos);

        /// A tick threw this; no more will come. The other calls of the loop go on.
        void failed(RuntimeException cause);
    }

    private final List<Phase> phases = new ArrayList<>();
    private int joined;

    FrameClock(EventLoop loop) {
        for (int i = 0; i < PHASES; i++) {
            phases.add(new Phase(loop, i * PERIOD_NANOS / PHASES));
        }
    }

    /// From the next tick on this ticker is called.
    void join(Ticker ticker) {
        phases.get(joined++ % PHASES).join(ticker);
    }

    /// This ticker is not called any more.
    void leave(Ticker ticker) {
        phases.forEach(phase -> phase.tickers.remove(ticker));
    }

    private static final class Phase {

        private final EventLoop loop;
        private final long offsetNanos;
        private final List<Ticker> tickers = new ArrayList<>();
        private boolean running;
        private long dueNanos;

        Phase(EventLoop loop, long offsetNanos) {
            this.loop = loop;
            this.offsetNanos = offsetNanos;
        }

        void join(Ticker ticker) {
            tickers.add(ticker);
            if (!running) {
                running = true;
                dueNanos = System.nanoTime() + offsetNanos;
                schedule();
            }
        }

        private void schedule() {
            long delay = Math.max(0, dueNanos - System.nanoTime());
            var _ = loop.schedule(this::run, delay, TimeUnit.NANOSECONDS);
        }

        private void tick(Ticker ticker) {
            try {
                ticker.tick(dueNanos);
            } catch (RuntimeException e) {
                tickers.remove(ticker);
                ticker.failed(e);
            }
        }

        private void run() {
            while (!tickers.isEmpty() && dueNanos - System.nanoTime() <= 0) {
                for (Ticker ticker : List.copyOf(tickers)) {
                    tick(ticker);
                }
                dueNanos += PERIOD_NANOS;
            }
            running = !tickers.isEmpty();
            if (running) {
                schedule();
            }
        }
    }
}
