package dev.switchhook.domain.port.tool;

import dev.switchhook.domain.turn.Turn;
import java.util.List;

/// What was said in a call before a tool was asked for. Immutable.
///
/// A turn of the caller counts from its end. Its words may come later, or never; until then it has none, and keeps its
/// number.
///
/// @param turns how many turns there were in all, from the beginning of the call, also in another process
/// @param latest the latest of them, at most [#MOST], oldest first
public record Said(int turns, List<Turn> latest) {

    /// How many turns a tool is told at most.
    public static final int MOST = 20;

    /// Nothing was said.
    public static final Said NOTHING = new Said(0, List.of());

    /// Refuses more turns than there were.
    public Said {
        latest = List.copyOf(latest);
        if (latest.size() > MOST || latest.size() > turns) {
            throw new IllegalArgumentException("at most " + MOST + " of all turns are told");
        }
    }

    /// What was said after the first so many turns of the call, as far as it is known, oldest first.
    public List<Turn> since(int number) {
        int known = Math.clamp((long) turns - number, 0, latest.size());
        return latest.subList(latest.size() - known, latest.size());
    }
}
