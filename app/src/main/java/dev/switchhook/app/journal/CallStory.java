package dev.switchhook.app.journal;

import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of one call afterwards: what the registry of calls says, and what was noted in it.
///
/// @param call its id
/// @param registered what the registry says; empty when it does not know the call
/// @param notes what was noted, oldest first; empty when no media connection was ever made
public record CallStory(CallId call, Optional<Registered> registered, List<Noted> notes) {

    /// What the registry of calls says.
    ///
    /// @param caller who called; its text form shows the last two digits only
    /// @param attestation whether a carrier has vouched for that number
    /// @param reason why the call ends or has ended, as far as it is known
    public record Registered(
            PhoneNumber caller,
            Attestation attestation,
            CallState state,
            Optional<EndReason> reason,
            Instant announcedAt) {}

    /// Keeps its own copy.
    public CallStory {
        notes = List.copyOf(notes);
    }

    /// When it began, by the first that is known of it.
    public Optional<Instant> began() {
        return Stream.concat(
                        registered.map(Registered::announcedAt).stream(),
                        notes.stream().limit(1).map(Noted::at))
                .min(Comparator.naturalOrder());
    }

    /// What was noted, with words that were noted late where they were said.
    public List<Noted> inOrderOfSpeaking() {
        List<Noted> order = new ArrayList<>(notes.size());
        for (Noted noted : notes) {
            int at = order.size();
            int overtaken = noted.entry() instanceof JournalEntry.Spoken spoken ? spoken.overtaken() : 0;
            for (int i = at - 1; i >= 0 && overtaken > 0; i--) {
                if (order.get(i).entry() instanceof JournalEntry.Spoken) {
                    overtaken--;
                    at = i;
                }
            }
            order.add(at, noted);
        }
        return List.copyOf(order);
    }

    /// How far it has come.
    public CallState state() {
        return registered.map(Registered::state).orElseGet(this::notedState);
    }

    private CallState notedState() {
        // What the carrier reports about a media connection does not prove that there was one.
        CallState state = notes.stream().allMatch(note -> note.entry() instanceof JournalEntry.StreamFailed)
                ? CallState.ANNOUNCED
                : CallState.LIVE;
        for (Noted noted : notes) {
            state = switch (noted.entry()) {
                case JournalEntry.Ended _ -> CallState.OVER;
                case JournalEntry.Leaving _ -> CallState.ENDING;
                case JournalEntry.FarewellTakenBack _ -> CallState.LIVE;
                case JournalEntry.FoundLeftBehind(CallState found) -> found;
                default -> state;
            };
        }
        return state;
    }

    /// How it ended; empty as long as nobody has noted that the carrier said so.
    public Optional<CallEnding> ending() {
        return notes.stream()
                .map(Noted::entry)
                .mapMulti((JournalEntry entry, java.util.function.Consumer<CallEnding> to) -> {
                    if (entry instanceof JournalEntry.Ended(CallEnding ending)) {
                        to.accept(ending);
                    }
                })
                .findFirst();
    }

    /// Why it ends or has ended.
    public Optional<EndReason> reason() {
        Optional<EndReason> noted = Optional.empty();
        for (Noted note : notes) {
            noted = switch (note.entry()) {
                case JournalEntry.Leaving(EndReason reason) -> Optional.of(reason);
                case JournalEntry.FarewellTakenBack _ -> Optional.empty();
                default -> noted;
            };
        }
        Optional<EndReason> decided = noted;
        return ending().map(CallEnding::reason).or(() -> decided).or(() -> registered.flatMap(Registered::reason));
    }

    /// How long it lasted; empty while it is not known to be over.
    public Optional<Duration> duration() {
        return ending().map(CallEnding::duration);
    }

    /// Whether the farewell was heard to its last word; empty when there was none.
    public Optional<Boolean> farewellHeardWholly() {
        Optional<Boolean> heard = Optional.empty();
        for (Noted note : notes) {
            heard = switch (note.entry()) {
                case JournalEntry.FarewellOver(boolean wholly) -> Optional.of(wholly);
                case JournalEntry.FarewellTakenBack _ -> Optional.empty();
                default -> heard;
            };
        }
        return heard;
    }

    /// How often the carrier was asked to end it.
    public long hangupAttempts() {
        return count(JournalEntry.HangupRequested.class);
    }

    /// How many utterances it had.
    public long turns() {
        return count(JournalEntry.Spoken.class);
    }

    /// How often a tool was called.
    public long toolCalls() {
        return count(JournalEntry.ToolStarted.class);
    }

    /// What the caller was told that no tool had done, in order; empty for a call without a flag.
    public List<String> falseClaims() {
        return notes.stream()
                .map(Noted::entry)
                .filter(JournalEntry.FalseClaim.class::isInstance)
                .map(entry -> ((JournalEntry.FalseClaim) entry).kind())
                .toList();
    }

    /// How many of them were not corrected.
    public long uncorrectedClaims() {
        return Math.max(0, count(JournalEntry.FalseClaim.class) - count(JournalEntry.ClaimCorrected.class));
    }

    private long count(Class<? extends JournalEntry> kind) {
        return notes.stream().filter(note -> kind.isInstance(note.entry())).count();
    }

    /// How many milliseconds were heard of the utterances that were cut short.
    public Map<ItemId, Long> heardOfCut() {
        Map<ItemId, Long> heard = new HashMap<>();
        for (Noted note : notes) {
            if (note.entry() instanceof JournalEntry.BargedIn(List<HeardItem> items)) {
                items.forEach(item -> heard.put(item.item(), item.milliseconds()));
            }
        }
        return heard;
    }
}
