package dev.switchhook.app.crash;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What came of a crash test.
///
/// @param crashes how many processes were killed
/// @param calls what each call proves
/// @param dangling calls that are not over according to the carrier or the registry, in words
/// @param lost effects that were lost, doubled or forgotten, in words
record CrashResult(int crashes, Collection<CallVerdict> calls, List<String> dangling, List<String> lost) {

    /// How soon the agent must be heard again.
    static final Duration SOON = Duration.ofSeconds(10);

    /// What was wrong with calls that were cut off, in words.
    List<String> wronglyCut() {
        return calls.stream()
                .flatMap(call -> call.cut().stream().map(why -> call.callSid() + ": " + why))
                .toList();
    }

    private List<Optional<Duration>> gaps() {
        return calls.stream().flatMap(call -> call.gaps().stream()).toList();
    }

    /// How many conversations were interrupted while the caller stayed.
    int interrupted() {
        return gaps().size();
    }

    /// How many of them went on soon.
    int resumedInTime() {
        return (int) gaps().stream()
                .filter(gap -> gap.isPresent() && gap.get().compareTo(SOON) <= 0)
                .count();
    }

    /// The share of those, of 1.
    double share() {
        return interrupted() == 0 ? 1 : (double) resumedInTime() / interrupted();
    }

    /// For how long the callers were without the agent, the shortest first; those who never heard it again are left
    /// out.
    List<Duration> waits() {
        return gaps().stream().flatMap(Optional::stream).sorted().toList();
    }

    /// Whether everything is as it should be.
    boolean good() {
        return dangling.isEmpty() && wronglyCut().isEmpty() && lost.isEmpty() && share() >= 0.99;
    }

    /// The last line of a crash test.
    String line() {
        return "crashed %d times, %d calls, %d dangling, %d wrongly cut, %d lost effects, %d resumed in time"
                .formatted(crashes, calls.size(), dangling.size(), wronglyCut().size(), lost.size(), resumedInTime());
    }
}
