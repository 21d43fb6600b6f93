package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Ear;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The caller's turns in one session: hears them, tells the client about them, and writes down what was understood
/// in the provider's manner: transcripts that grow and revise themselves, and a `completed` that comes more than
/// once (wire/xai.md 3.2). Used on the event loop of the connection.
final class CallerTurns implements Ear.Listener {

    private static final int WORD_MILLISECONDS = 400;
    private static final Duration TRANSCRIPTION = Duration.ofMillis(15);
    private static final Duration THINKING = Duration.ofMillis(40);

    private final ServerWire wire;
    private final SessionLog log;
    private final Role role;
    private final EffectiveSession effective;
    private final Conversation conversation;
    private final Talk talk;
    private final boolean late;
    private @Nullable Ear ear;
    private int number;
    private String item = "";
    private int understoodWords;
    private @Nullable Future<?> answer;

    CallerTurns(
            ServerWire wire,
            SessionLog log,
            Role role,
            EffectiveSession effective,
            Conversation conversation,
            Talk talk,
            XaiMisbehaviour misbehaviour) {
        this.wire = wire;
        this.log = log;
        this.role = role;
        this.effective = effective;
        this.conversation = conversation;
        this.talk = talk;
        this.late = misbehaviour.has(Oddity.LATE_TRANSCRIPTS);
    }

    /// Sound of the caller. Without turn detection nobody listens to it: the session waits for a commit that never
    /// comes. While a line is said that must not be interrupted, it is dropped.
    void hear(byte[] mulaw) {
        if (!effective.serverVad() || talk.isDeaf()) {
            return;
        }
        if (ear == null) {
            ear = new Ear(effective::silenceMilliseconds, this);
        }
        ear.hear(mulaw);
    }

    /// The client itself says that the turn is over.
    void commit() {
        number++;
        item = conversation.nextUtterance();
        wire.send(wire.event("input_audio_buffer.committed").put("item_id", item));
    }

    void stop() {
        if (answer != null) {
            answer.cancel(false);
        }
    }

    @Override
    public void speechStarted(long began) {
        stop();
        number++;
        item = conversation.nextUtterance();
        understoodWords = 0;
        wire.send(wire.event("input_audio_buffer.speech_started")
                .put("item_id", item)
                .put("audio_start_ms", began));
        log.speechStarted(System.nanoTime());
        ObjectNode added = wire.event("conversation.item.added");
        added.set("item", inputAudio("in_progress", ""));
        wire.send(added);
        talk.interrupt();
    }

    @Override
    public void speechGoesOn(long spoken) {
        if (!late && effective.transcribes() && spoken % WORD_MILLISECONDS == 0) {
            understoodWords++;
            // The last word is still a guess, which the next transcript revises.
            transcript("updated", words(understoodWords) + "-", "in_progress");
        }
    }

    @Override
    public void speechStopped(long now) {
        wire.send(wire.event("input_audio_buffer.speech_stopped")
                .put("item_id", item)
                .put("audio_end_ms", now - effective.silenceMilliseconds()));
        wire.send(wire.event("input_audio_buffer.committed").put("item_id", item));
        int turn = number;
        answer = wire.later(TRANSCRIPTION, () -> {
            if (!late) {
                transcript("completed", words(2), "in_progress");
                transcript("completed", words(Integer.MAX_VALUE - 1), "completed");
                understood(turn);
            }
            answer = wire.later(THINKING, () -> {
                talk.callerSpoke(turn);
                if (late) {
                    talk.whenSilent(() -> {
                        transcript("completed", words(2), "in_progress");
                        understood(turn);
                    });
                }
            });
        });
    }

    private void understood(int turn) {
        transcript("completed", role.heard(turn), "completed");
        conversation.add(inputAudio("completed", role.heard(turn)));
    }

    private ObjectNode inputAudio(String status, String transcript) {
        ObjectNode node = ServerWire.object()
                .put("id", item)
                .put("type", "message")
                .put("role", "user")
                .put("status", status);
        node.putArray("content").addObject().put("type", "input_audio").put("transcript", transcript);
        return node;
    }

    /// The first words of the caller's turn, never the last one.
    private String words(int count) {
        String[] all = role.heard(number).split(" ", -1);
        return String.join(" ", Arrays.copyOf(all, Math.max(1, Math.min(count, all.length - 1))));
    }

    private void transcript(String event, String text, String status) {
        wire.send(wire.event("conversation.item.input_audio_transcription." + event)
                .put("item_id", item)
                .put("content_index", 0)
                .put("transcript", text)
                .put("status", status));
    }
}
