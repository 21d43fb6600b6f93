package dev.switchhook.app.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All live calls at one moment.
///
/// @param seats the calls, by their numbers; between them numbers may be free
/// @param more how many live calls found no seat
/// @param processes who serves them
/// @param readAt when this was read
/// @param lostSince since when the database cannot be read, so that all this may be old; empty while it can
public record Board(
        List<Seat> seats, int more, List<ProcessGlimpse> processes, Instant readAt, Optional<Instant> lostSince) {

    /// A call and the place where people find it as long as it lives.
    ///
    /// @param number from 0 on
    public record Seat(int number, Glimpse glimpse) {}

    /// Keeps its own copies.
    public Board {
        seats = List.copyOf(seats);
        processes = List.copyOf(processes);
    }

    /// How many calls are live.
    public long live() {
        return more + seats.stream()
                .filter(seat -> seat.glimpse().stage() != Stage.ENDED)
                .count();
    }

    /// How many of the calls that are shown need somebody to look.
    public long troubled() {
        return seats.stream()
                .map(Seat::glimpse)
                .filter(glimpse -> glimpse.stage() != Stage.ENDED && glimpse.health().weight() == Health.Weight.BAD)
                .count();
    }

    Board lost(Instant since) {
        return new Board(seats, more, processes, readAt, Optional.of(since));
    }

    /// The same without a word of what was said.
    public Board silent() {
        return new Board(
                seats.stream()
                        .map(seat -> new Seat(seat.number(), seat.glimpse().silent()))
                        .toList(),
                more,
                processes,
                readAt,
                lostSince);
    }
}
