package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Speaks one response: its lines first, its tool calls after all sound, each message in the order of the real wire
/// (wire/xai.md 3.2), sound several times faster than it plays. Used on the event loop of the connection.
final class Mouth {

    private static final int AFTER_TOOL_CALL = 200;
    private static final int BYTES_PER_MILLISECOND = AudioFormat.MULAW_8K.bytesPerMillisecond();

    /// What happens when a response has ended or a fault is due.
    interface Listener {
        void toolCalled(String call, String tool);

        void firstSound();

        void done();
    }

    /// Something to do, and how much sound time goes by after it.
    private record Beat(long millis, Runnable act) {}

    private final ServerWire wire;
    private final SessionLog log;
    private final XaiMisbehaviour misbehaviour;
    private final double speed;
    private final Random random;
    private final Conversation conversation;
    private final String response;
    private final Listener listener;
    private final Deque<Beat> beats = new ArrayDeque<>();
    private final List<String> items = new ArrayList<>();
    private @Nullable Future<?> next;
    private boolean sounded;
    private boolean over;
    private @Nullable Runnable late;
    private long spokenMilliseconds;

    Mouth(
            ServerWire wire,
            SessionLog log,
            XaiMisbehaviour misbehaviour,
            double speed,
            Conversation conversation,
            Listener listener) {
        int number = conversation.nextResponse();
        this.wire = wire;
        this.log = log;
        this.misbehaviour = misbehaviour;
        this.speed = speed;
        this.conversation = conversation;
        this.random = new Random(number);
        this.response = "resp_" + number;
        this.listener = listener;
    }

    /// Begins to speak.
    void speak(List<Act> acts) {
        ObjectNode created = wire.event("response.created");
        created.set("response", response("in_progress"));
        wire.send(created);
        for (Act act : acts) {
            if (act instanceof Act.Say(String text, AudioChunk audio)) {
                say(text, audio);
            }
        }
        for (Act act : acts) {
            if (act instanceof Act.UseTool(String tool, String arguments)) {
                useTool(tool, arguments);
            }
        }
        boolean cut = misbehaviour.has(Oddity.CUTS_TOOL_CALLS) && acts.stream().anyMatch(Act.UseTool.class::isInstance);
        beat(0, () -> finish(cut ? "incomplete" : "completed"));
        play();
    }

    /// Falls silent, as when the caller speaks: one piece of sound that was under way still comes, then the response
    /// is over.
    void interrupt() {
        if (over) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        beats.clear();
        Runnable underWay = late == null ? () -> {} : late;
        if (misbehaviour.has(Oddity.LATE_SOUND)) {
            finish("cancelled");
            underWay.run();
        } else {
            underWay.run();
            finish("cancelled");
        }
    }

    /// Falls silent without a word, because the connection is gone.
    void stop() {
        over = true;
        beats.clear();
        if (next != null) {
            next.cancel(false);
        }
    }

    private void finish(String status) {
        over = true;
        ObjectNode done = wire.event("response.done");
        done.set("response", response(status));
        done.putObject("usage")
                .put("total_tokens", 100 + spokenMilliseconds / 10)
                .put("output_audio_seconds", spokenMilliseconds / 1000.0)
                .put("billable_audio_seconds", spokenMilliseconds / 1000.0);
        wire.send(done);
        listener.done();
    }

    private ObjectNode response(String status) {
        ObjectNode node = ServerWire.object().put("id", response).put("object", "realtime.response");
        node.putArray("output");
        node.put("status", status).put("status_details", "unimplemented");
        node.putObject("usage");
        return node;
    }

    // Lines.

    private void say(String text, AudioChunk audio) {
        String item = newItem();
        beat(0, () -> announceItem(item, message(item)));
        beat(0, () -> {
            ObjectNode part = ids("response.content_part.added", item);
            part.put("previous_item_id", "0")
                    .putObject("part")
                    .put("type", "audio")
                    .put("transcript", "");
            wire.send(part);
        });
        Deque<String> phrases = Portions.phrases(text);
        List<byte[]> chunks = Portions.chunks(audio.bytes(), random);
        for (int i = 0; i < chunks.size(); i++) {
            byte[] chunk = chunks.get(i);
            Runnable underWay = i + 1 < chunks.size() ? soundOf(item, chunks.get(i + 1)) : null;
            String phrase = phrases.pollFirst();
            boolean wordsFirst = random.nextBoolean();
            if (phrase != null && wordsFirst) {
                beat(0, () -> words(item, phrase));
            }
            beat(0, soundOf(item, chunk));
            if (phrase != null && !wordsFirst) {
                beat(0, () -> words(item, phrase));
            }
            beat(chunk.length / BYTES_PER_MILLISECOND, () -> late = underWay);
        }
        phrases.forEach(phrase -> beat(0, () -> words(item, phrase)));
        beat(0, () -> {
            wire.send(ids("response.output_audio_transcript.done", item).put("transcript", text));
            wire.send(ids("response.content_part.done", item));
            wire.send(ids("response.output_audio.done", item));
            ObjectNode done = ids("response.output_item.done", item);
            done.set("item", message(item));
            wire.send(done);
            ObjectNode said = message(item).put("status", "completed");
            said.putArray("content").addObject().put("type", "audio").put("transcript", text);
            conversation.add(said);
        });
    }

    private Runnable soundOf(String item, byte[] chunk) {
        return () -> sound(item, chunk);
    }

    private void sound(String item, byte[] chunk) {
        boolean first = !sounded;
        sounded = true;
        if (first) {
            listener.firstSound();
            if (over) {
                return;
            }
        }
        long milliseconds = chunk.length / BYTES_PER_MILLISECOND;
        ObjectNode delta = ids("response.output_audio.delta", item)
                .put("delta", AudioChunk.of(AudioFormat.MULAW_8K, chunk).base64())
                .put("rid", response)
                .put("ts", spokenMilliseconds)
                .put("audio_duration_ms", misbehaviour.has(Oddity.STATIC) ? chunk.length / 48.0 : milliseconds);
        if (first) {
            delta.put("latency", "0.61");
            if (misbehaviour.has(Oddity.HUGE_MESSAGES)) {
                delta.put("padding", "x".repeat(200 * 1024));
            }
        }
        spokenMilliseconds += milliseconds;
        log.sent(item, chunk);
        wire.send(delta);
    }

    private void words(String item, String phrase) {
        wire.send(ids("response.output_audio_transcript.delta", item)
                .put("delta", phrase)
                .put("start_time", spokenMilliseconds / 1000.0));
    }

    // Tool calls.

    private void useTool(String tool, String arguments) {
        String item = newItem();
        String call = "call_" + item.substring("item_".length());
        // The response goes on for a while, so that a fast tool can answer too early.
        beat(AFTER_TOOL_CALL, () -> {
            listener.toolCalled(call, tool);
            announceItem(item, functionCall(item, call, tool, "tool"));
            if (misbehaviour.has(Oddity.REPEATS_TOOL_CALLS)) {
                announceItem(item, functionCall(item, call, tool, "tool"));
            }
            wire.send(ids("response.function_call_arguments.delta", item)
                    .put("call_id", call)
                    .put("delta", arguments));
            for (int time = misbehaviour.has(Oddity.REPEATS_TOOL_CALLS) ? 2 : 1; time > 0; time--) {
                wire.send(ids("response.function_call_arguments.done", item)
                        .put("call_id", call)
                        .put("name", tool)
                        .put("arguments", arguments));
            }
            ObjectNode done = ids("response.output_item.done", item);
            done.set("item", functionCall(item, call, tool, "user").put("arguments", arguments));
            wire.send(done);
            conversation.add(functionCall(item, call, tool, "tool").put("arguments", arguments));
        });
    }

    // Shapes.

    private String newItem() {
        String item = "item_" + response.substring("resp_".length()) + "_" + (items.size() + 1);
        items.add(item);
        return item;
    }

    private void announceItem(String item, ObjectNode shape) {
        ObjectNode added = wire.event("response.output_item.added")
                .put("response_id", response)
                .put("output_index", 0)
                .put("item_id", item);
        added.set("item", shape);
        wire.send(added);
        ObjectNode inConversation = wire.event("conversation.item.added");
        inConversation.set("item", shape.deepCopy());
        wire.send(inConversation);
    }

    private static ObjectNode message(String item) {
        return ServerWire.object()
                .put("id", item)
                .put("object", "realtime.item")
                .put("type", "message")
                .put("role", "assistant")
                .put("status", "in_progress");
    }

    private static ObjectNode functionCall(String item, String call, String tool, String role) {
        return ServerWire.object()
                .put("id", item)
                .put("type", "function_call")
                .put("role", role)
                .put("call_id", call)
                .put("name", tool);
    }

    private ObjectNode ids(String type, String item) {
        return wire.event(type)
                .put("response_id", response)
                .put("item_id", item)
                .put("output_index", 0)
                .put("content_index", 0);
    }

    // Time.

    private void beat(long millis, Runnable act) {
        beats.add(new Beat(millis, act));
    }

    /// Does what is due at once, then waits for as long as the sound just sent may take at this speed.
    private void play() {
        while (!over) {
            Beat beat = beats.poll();
            if (beat == null) {
                return;
            }
            beat.act.run();
            if (beat.millis > 0) {
                next = wire.later(Duration.ofNanos((long) (beat.millis * 1_000_000 / speed)), this::play);
                return;
            }
        }
    }
}
