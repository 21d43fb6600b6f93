package dev.switchhook.domain.turn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The finished turns of a call, oldest first. Owned by the call machine.
///
/// Bounded: past 256 KiB of text the oldest turns are forgotten here, and counted. They have been given to the
/// journal before.
public final class Conversation {

    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int LATEST = 10;

    private final Deque<Turn> turns = new ArrayDeque<>();
    private List<Turn> latest = List.of();
    private int characters;
    private int forgotten;

    /// A conversation in which nothing has been said.
    public Conversation() {}

    /// Adds a finished turn.
    public void add(Turn turn) {
        turns.addLast(turn);
        characters += turn.text().length();
        while (characters > LONGEST_TEXT && turns.size() > 1) {
            characters -= turns.removeFirst().text().length();
            forgotten++;
        }
        latest = turns.stream().skip(Math.max(0, turns.size() - LATEST)).toList();
    }

    /// The latest turns, oldest first; ten at most. Cheap: it may be asked for with every frame of sound.
    public List<Turn> latest() {
        return latest;
    }

    /// The turns that are still remembered, oldest first.
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /// How many old turns were forgotten to keep the bound.
    public int forgotten() {
        return forgotten;
    }
}
