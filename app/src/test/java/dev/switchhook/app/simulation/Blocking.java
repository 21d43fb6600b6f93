package dev.switchhook.app.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Work that may block, in virtual time: other things happen while it waits.
///
/// Such work gets a thread of its own, but never runs beside the world: either the world runs, or one of these
/// threads does, and each hands over to the other. Work whose process has died is unwound by [Killed].
final class Blocking {

    /// The process that this work belonged to is gone.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("the process is gone", null, false, false);
        }
    }

    private final World world;
    private final Semaphore worldsTurn = new Semaphore(0);
    private final List<Errand> errands = new ArrayList<>();
    private @Nullable Errand running;
    private boolean closed;
    private boolean allowed;

    Blocking(World world) {
        this.world = world;
    }

    /// Runs work now, until it waits or is done.
    ///
    /// @param alive whether its process lives
    /// @param interruptible whether other things may happen while it waits; if not, no time passes in it
    void run(Runnable work, BooleanSupplier alive, boolean interruptible) {
        if (interruptible) {
            Errand errand = new Errand(work, alive);
            errands.add(errand);
            errand.begin();
            return;
        }
        boolean before = allowed;
        allowed = true;
        try {
            work.run();
        } catch (Killed _) {
            // It ends with its process.
        } finally {
            allowed = before;
        }
    }

    /// Stops the world when a slow port is asked on a thread that must not block.
    void mustBeAllowed() {
        world.require(allowed || running != null, "no fast thread asks a slow port");
    }

    /// The work that runs now waits. No time passes when it is none of ours.
    void pause(long milliseconds) {
        if (running != null) {
            running.pause(milliseconds);
        }
    }

    /// Unwinds everything that still waits.
    void close() {
        closed = true;
        while (!errands.isEmpty()) {
            errands.getLast().resume();
        }
    }

    private final class Errand {
        private final Runnable work;
        private final BooleanSupplier alive;
        private final Semaphore turn = new Semaphore(0);
        private boolean over;

        private Errand(Runnable work, BooleanSupplier alive) {
            this.work = work;
            this.alive = alive;
        }

        private void begin() {
            running = this;
            Thread.ofVirtual().start(this::live);
            worldsTurn.acquireUninterruptibly();
        }

        private void live() {
            try {
                work.run();
            } catch (Killed _) {
                // It ends with its process.
            } catch (RuntimeException | Error defect) {
                world.broken("slow work failed: " + defect);
            } finally {
                over = true;
                errands.remove(this);
                running = null;
                worldsTurn.release();
            }
        }

        private void pause(long milliseconds) {
            if (closed) {
                throw new Killed();
            }
            world.in(milliseconds, this::resume);
            running = null;
            worldsTurn.release();
            turn.acquireUninterruptibly();
            if (closed || !alive.getAsBoolean()) {
                throw new Killed();
            }
        }

        private void resume() {
            if (!over) {
                running = this;
                turn.release();
                worldsTurn.acquireUninterruptibly();
            }
        }
    }
}
