package dev.switchhook.xai;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How much sound of each utterance has come, so that never more is said to have been heard. Owned by the dialogue;
/// remembers the last 64 utterances.
final class SoundLedger {

    private static final int REMEMBERED = 64;

    private final Map<ItemId, Integer> bytes = new LinkedHashMap<>();

    void came(ItemId item, AudioChunk audio) {
        bytes.merge(item, audio.byteCount(), Integer::sum);
        if (bytes.size() > REMEMBERED) {
            bytes.remove(bytes.keySet().iterator().next());
        }
    }

    /// What can have been heard of an utterance; empty when none of its sound has come, or long ago.
    Optional<HeardItem> credible(HeardItem heard) {
        return Optional.ofNullable(bytes.get(heard.item()))
                .map(came -> came / AudioFormat.MULAW_8K.bytesPerMillisecond())
                .map(most -> new HeardItem(heard.item(), Math.clamp(heard.milliseconds(), 0, most)));
    }
}
