package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Ear;
import dev.switchhook.domain.rehearsal.Role;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The caller's side of a session: detects turns in the sound, interrupts the agent, transcribes, and lets the role
/// answer. Used by the session's event loop only.
final class CallerTurns implements Ear.Listener {

    private static final int LEAST_COMMIT_BYTES = 800;
    private static final Duration TRANSCRIPTION_TAKES = Duration.ofMillis(80);

    private final Channel channel;
    private final Role role;
    private final RehearsalOptions options;
    private final Notebook notebook;
    private final Pen pen;
    private final EffectiveSession session;
    private final Items items;
    private final Mouth mouth;
    private final Ear ear;

    private int utterances;
    private String utterance = "";
    private int buffered;
    private int unanswered;
    private @Nullable Runnable untilAnswered;
    private @Nullable Runnable heldTranscript;

    CallerTurns(
            Channel channel,
            Role role,
            RehearsalOptions options,
            Notebook notebook,
            Pen pen,
            EffectiveSession session,
            Items items,
            Mouth mouth) {
        this.channel = channel;
        this.role = role;
        this.options = options;
        this.notebook = notebook;
        this.pen = pen;
        this.session = session;
        this.items = items;
        this.mouth = mouth;
        this.ear = new Ear(session::silenceMilliseconds, this);
    }

    void hear(byte[] sound) {
        notebook.heard(sound);
        buffered += sound.length;
        if (session.detectsTurns()) {
            ear.hear(sound);
        }
    }

    /// Forgets sound that has not become an utterance.
    void clear() {
        buffered = 0;
        pen.send(pen.event("input_audio_buffer.cleared"));
    }

    @Override
    public void speechStarted(long began) {
        utterances++;
        utterance = items.newId();
        notebook.speechStarted();
        pen.send(pen.event("input_audio_buffer.speech_started")
                .put("audio_start_ms", Math.max(0, began - session.prefixMilliseconds()))
                .put("item_id", utterance));
        if (session.interrupts()) {
            mouth.cancel("turn_detected");
        }
    }

    @Override
    public void speechGoesOn(long spoken) {
        // This provider transcribes an utterance when it is over.
    }

    @Override
    public void speechStopped(long now) {
        pen.send(pen.event("input_audio_buffer.speech_stopped")
                .put("audio_end_ms", now)
                .put("item_id", utterance));
        committed(utterance);
        int number = utterances;
        String item = utterance;
        boolean answers = session.answersUnasked();
        if (!answers) {
            unanswered = number;
        }
        mouth.whenFree(() -> {
            if (answers) {
                List<Act> acts = role.play(new Cue.CallerSpoke(number));
                if (!acts.isEmpty()) {
                    items.takeNewAnswers();
                    mouth.speak(acts, JsonNodeFactory.instance.objectNode());
                }
            }
            Runnable transcribe = () -> transcribeSoon(item, number);
            if (!options.has(Misbehaviour.TranscribeLate.class)) {
                transcribe.run();
            } else if (answers) {
                mouth.whenFree(transcribe);
            } else {
                untilAnswered = transcribe;
            }
        });
    }

    /// The number of the utterance that a reply answers when it is asked for, because the server does not answer by
    /// itself; told once.
    OptionalInt takeUnanswered() {
        int number = unanswered;
        unanswered = 0;
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /// A reply begins that was asked for.
    void replyBegun() {
        Runnable waiting = untilAnswered;
        if (waiting != null) {
            untilAnswered = null;
            mouth.whenFree(waiting);
        }
    }

    private void committed(String item) {
        buffered = 0;
        ObjectNode committed = pen.event("input_audio_buffer.committed").put("item_id", item);
        if (items.last().isEmpty()) {
            committed.putNull("previous_item_id");
        } else {
            committed.put("previous_item_id", items.last());
        }
        pen.send(committed);
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("id", item)
                .put("object", "realtime.item")
                .put("type", "message")
                .put("status", "completed")
                .put("role", "user");
        message.putArray("content").addObject().put("type", "input_audio").putNull("transcript");
        items.added(message);
        items.done(message);
    }

    /// The transcript comes when it is ready, which is after the answer has begun.
    private void transcribeSoon(String item, int number) {
        var pending = channel.eventLoop()
                .schedule(() -> transcribe(item, number), TRANSCRIPTION_TAKES.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> pending.cancel(false));
    }

    private void transcribe(String item, int number) {
        if (!session.transcribes()) {
            return;
        }
        boolean swaps = options.has(Misbehaviour.SwapTranscripts.class);
        Runnable held = heldTranscript;
        if (swaps && held == null) {
            heldTranscript = () -> tellTranscript(item, number);
            return;
        }
        heldTranscript = null;
        tellTranscript(item, number);
        if (held != null) {
            held.run();
        }
    }

    private void tellTranscript(String item, int number) {
        if (options.find(Misbehaviour.FailTranscript.class)
                .filter(failure -> failure.number() == number)
                .isPresent()) {
            ObjectNode failed = pen.event("conversation.item.input_audio_transcription.failed")
                    .put("item_id", item)
                    .put("content_index", 0);
            failed.putObject("error")
                    .put("type", "transcription_error")
                    .put("code", "audio_unintelligible")
                    .put("message", "The audio could not be transcribed.");
            pen.send(failed);
        } else {
            String transcript = role.heard(number);
            String type = "conversation.item.input_audio_transcription.";
            pen.send(pen.event(type + "delta")
                    .put("item_id", item)
                    .put("content_index", 0)
                    .put("delta", transcript));
            ObjectNode completed = pen.event(type + "completed")
                    .put("item_id", item)
                    .put("content_index", 0)
                    .put("transcript", transcript);
            completed.putObject("usage").put("type", "duration").put("seconds", 1);
            pen.send(completed);
        }
    }

    /// Ends the utterance because the client says so.
    void commit() throws Breach {
        if (buffered < LEAST_COMMIT_BYTES) {
            throw new Breach(
                    "input_audio_buffer_commit_empty",
                    "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio.",
                    "");
        }
        committed(items.newId());
    }
}
