package dev.switchhook.domain.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The finished turns of a call, oldest first. Owned by the call machine.
///
/// The words of a caller's turn may come long after it, during or after the answer. Its place is therefore kept when it
/// ends ([#callerTurnEnds]), and the words are put there.
///
/// Bounded: past 256 KiB of text the oldest turns are forgotten here, and counted. They have been given to the
/// journal before. Of places without words the latest fifty are kept.
public final class Conversation {

    private static final int LONGEST_TEXT = 256 * 1024;
    private static final int LATEST = 10;
    private static final int MOST_OPEN = 50;

    private final List<Place> places = new ArrayList<>();
    private List<Turn> latest = List.of();
    private int characters;
    private int open;
    private int forgotten;
    private int ever;

    /// A conversation in which nothing has been said.
    public Conversation() {}

    /// Adds a finished turn at the end.
    public void add(Turn turn) {
        places.add(new Place(Optional.empty(), turn, ever++));
        spoken(turn);
    }

    /// Keeps a place for the words of a turn of the caller that has just ended.
    ///
    /// @param item the utterance; one that has no name yet is taken for the next one whose words come and that
    ///     has no place of its own, and an earlier one without a name is given up
    public void callerTurnEnds(Optional<ItemId> item) {
        if (item.isPresent() && isWrittenDown(item.get())) {
            return;
        }
        if (item.isEmpty()) {
            open -= places.removeIf(place -> place.turn == null && place.item.isEmpty()) ? 1 : 0;
        }
        places.add(new Place(item, null, ever++));
        open++;
        if (open > MOST_OPEN) {
            places.remove(firstOpen());
            open--;
        }
    }

    private int firstOpen() {
        int i = 0;
        while (places.get(i).turn != null) {
            i++;
        }
        return i;
    }

    /// Adds the words of the caller at the place of their utterance; at the end when none was kept.
    ///
    /// @return how many turns that were added before were said after it
    public int callerSaid(ItemId item, Turn.Caller words) {
        int at = placeOf(Optional.of(item));
        at = at < 0 ? placeOf(Optional.empty()) : at;
        if (at < 0) {
            places.add(new Place(Optional.of(item), words, ever++));
            spoken(words);
            return 0;
        }
        places.set(at, new Place(Optional.of(item), words, places.get(at).number));
        open--;
        int overtaken = (int) places.stream()
                .skip(at + 1L)
                .filter(place -> place.turn != null)
                .count();
        spoken(words);
        return overtaken;
    }

    /// Whether the latest words of the caller are those of this utterance: they have come before its end.
    private boolean isWrittenDown(ItemId item) {
        for (Place place : places.reversed()) {
            if (place.turn instanceof Turn.Caller) {
                return place.item.equals(Optional.of(item));
            }
        }
        return false;
    }

    private int placeOf(Optional<ItemId> item) {
        for (int i = open == 0 ? -1 : places.size() - 1; i >= 0; i--) {
            if (places.get(i).turn == null && places.get(i).item.equals(item)) {
                return i;
            }
        }
        return -1;
    }

    private void spoken(Turn turn) {
        characters += turn.text().length();
        while (characters > LONGEST_TEXT && places.size() > 1) {
            Turn oldest = places.removeFirst().turn;
            if (oldest == null) {
                open--;
            } else {
                characters -= oldest.text().length();
                forgotten++;
            }
        }
        List<Turn> last = new ArrayList<>();
        for (int i = places.size() - 1; i >= 0 && last.size() < LATEST; i--) {
            Turn said = places.get(i).turn;
            if (said != null) {
                last.addFirst(said);
            }
        }
        latest = List.copyOf(last);
    }

    /// The latest turns, oldest first; ten at most. Cheap: it may be asked for with every frame of sound.
    public List<Turn> latest() {
        return latest;
    }

    /// The turns that are still remembered, oldest first.
    public List<Turn> turns() {
        List<Turn> turns = new ArrayList<>(places.size());
        for (Place place : places) {
            if (place.turn != null) {
                turns.add(place.turn);
            }
        }
        return List.copyOf(turns);
    }

    /// How many turns there were in all, those included whose words are not known, or were never told.
    public int count() {
        return ever;
    }

    /// The latest so many turns, oldest first, in the order of [#count]; a turn of the caller whose words are not known
    /// has none.
    public List<Turn> latest(int most) {
        return places.subList(Math.max(0, places.size() - most), places.size()).stream()
                .map(place -> place.turn == null ? new Turn.Caller("") : place.turn)
                .toList();
    }

    /// The number of the caller's last turn, when its words are not known.
    public Optional<Integer> awaited() {
        for (Place place : places.reversed()) {
            if (place.turn == null) {
                return Optional.of(place.number);
            }
            if (place.turn instanceof Turn.Caller) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Whether the words of the caller's turn of that number are not known, and may still come.
    public boolean awaits(int number) {
        return open > 0 && places.stream().anyMatch(place -> place.number == number && place.turn == null);
    }

    /// How many old turns were forgotten to keep the bound.
    public int forgotten() {
        return forgotten;
    }

    /// A turn, or where one belongs whose words are not known yet.
    ///
    /// @param number counts the places from 0
    private record Place(Optional<ItemId> item, @Nullable Turn turn, int number) {}
}
