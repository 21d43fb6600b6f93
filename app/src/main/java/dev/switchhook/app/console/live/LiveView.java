package dev.switchhook.app.console.live;

import dev.switchhook.app.live.Board;
import dev.switchhook.app.live.CarrierWatch;
import dev.switchhook.app.live.DayTotals;
import dev.switchhook.app.live.Glimpse;
import dev.switchhook.app.live.ProviderGlimpse;
import java.util.List;
import java.util.Optional;

/// What the page of live calls shows. Read by templates.
///
/// @param board the calls
/// @param rows how many rows the table has; a call has the row of its place
/// @param today the calls of the day; empty when they cannot be counted
/// @param node this process
/// @param draining whether it takes no new calls
/// @param providers who speaks
/// @param troubles what the carrier did that was not as agreed
public record LiveView(
        Board board,
        int rows,
        Optional<DayTotals.Day> today,
        String node,
        boolean draining,
        List<ProviderGlimpse> providers,
        List<CarrierWatch.Trouble> troubles) {

    /// Keeps its own copies.
    public LiveView {
        providers = List.copyOf(providers);
        troubles = List.copyOf(troubles);
    }

    /// The name of a row.
    public static String row(int number) {
        return "row-" + number;
    }

    /// The call in that row.
    public Optional<Glimpse> call(int number) {
        return board.seats().stream()
                .filter(seat -> seat.number() == number)
                .map(Board.Seat::glimpse)
                .findFirst();
    }

    /// The same without a word of what was said.
    LiveView silent() {
        return new LiveView(board.silent(), rows, today, node, draining, providers, troubles);
    }
}
