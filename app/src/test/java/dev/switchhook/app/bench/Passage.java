package dev.switchhook.app.bench;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;

/// Measures how long the program keeps pieces of sound: from their arrival at the relay before it to their arrival at
/// the relay behind it, one hop over the loopback each. Its taps belong to relays of one event loop; the results are
/// read when nothing passes any more.
final class Passage {

    private final Direction toModel = new Direction();
    private final Direction toCaller = new Direction();
    private volatile boolean watching;
    private volatile boolean measuring;

    /// One direction.
    static final class Direction {

        private final Map<String, Long> entered = new HashMap<>();
        private final Samples samples = new Samples();

        private void enters(String piece, long atNanos) {
            entered.put(piece, atNanos);
        }

        private void leaves(String piece, long atNanos) {
            Long from = entered.remove(piece);
            if (from != null) {
                samples.add((atNanos - from) / 1e6);
            }
        }
    }

    /// Connections that are made from now on are watched.
    void watch() {
        watching = true;
    }

    /// What arrives from now on is measured, or no more.
    void measure(boolean wanted) {
        measuring = wanted;
    }

    /// From the caller to the model.
    Samples toModel() {
        return toModel.samples;
    }

    /// From the model to the caller.
    Samples toCaller() {
        return toCaller.samples;
    }

    /// Looks at the connections that the telephone opens to the program.
    Relay.Tap telephone() {
        return () -> watcher("payload", toModel, "payload", toCaller, true);
    }

    /// Looks at the connections that the program opens to the provider.
    Relay.Tap provider() {
        return () -> watcher("audio", toModel, "delta", toCaller, false);
    }

    private Relay.Tap.Watcher watcher(
            String fromDialler, Direction onward, String toDialler, Direction back, boolean telephone) {
        long[] now = new long[1];
        SoundFinder there = new SoundFinder(fromDialler, piece -> {
            if (!telephone) {
                onward.leaves(piece, now[0]);
            } else if (measuring) {
                onward.enters(piece, now[0]);
            }
        });
        SoundFinder here = new SoundFinder(toDialler, piece -> {
            if (telephone) {
                back.leaves(piece, now[0]);
            } else if (measuring) {
                back.enters(piece, now[0]);
            }
        });
        boolean watched = watching;
        return (boolean onwards, ByteBuf bytes, long atNanos) -> {
            if (watched) {
                now[0] = atNanos;
                (onwards ? there : here).take(bytes);
            }
        };
    }
}
