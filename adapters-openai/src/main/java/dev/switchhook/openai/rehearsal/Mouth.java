package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Act;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Makes replies, one at a time: the events of a response in the order of `wire/openai.md` 3.3 and 3.4, the sound in
/// bursts of odd sizes faster than it plays. Used by the session's event loop only.
final class Mouth {

    /// A late piece of sound and the end of a cancelled reply come so long after the cancellation.
    private static final long AFTERMATH_MILLISECONDS = 15;

    private static final String COMPLETED = "completed";
    private static final String INCOMPLETE = "incomplete";

    private final Pen pen;
    private final Items items;
    private final Notebook notebook;
    private final EffectiveSession session;
    private final RehearsalOptions options;
    private final int sessionNumber;
    private final Breaker breaker;
    private final Plan plan;
    private final Random random;
    private final Deque<Runnable> whenFree = new ArrayDeque<>();

    private int replies;
    private int calls;
    private Response response;
    private boolean active;
    private boolean cancelling;
    private @Nullable Line line;

    /// What can happen to the connection in the middle of a reply.
    interface Breaker {

        /// It breaks without a close handshake.
        void cut();

        /// It is closed with that code.
        void close(int code);

        /// Nothing is sent any more.
        void fallSilent();
    }

    /// A mouth that is silent.
    ///
    /// @param number of the session; the pieces of sound depend on it
    /// @param breaker what can happen to the connection in the middle of a reply
    Mouth(
            EventExecutor loop,
            Pen pen,
            Items items,
            Notebook notebook,
            EffectiveSession session,
            RehearsalOptions options,
            int number,
            Breaker breaker) {
        this.pen = pen;
        this.items = items;
        this.notebook = notebook;
        this.session = session;
        this.options = options;
        this.breaker = breaker;
        this.plan = new Plan(loop);
        this.sessionNumber = number;
        this.random = new Random(number);
        this.response = new Response("", pen, JsonNodeFactory.instance.objectNode());
    }

    boolean active() {
        return active;
    }

    /// The id of the reply in flight or of the last one; empty before the first.
    String response() {
        return response.id();
    }

    /// Does this now, or as soon as the reply in flight is over.
    void whenFree(Runnable action) {
        if (active) {
            whenFree.addLast(action);
        } else {
            action.run();
        }
    }

    /// Begins a reply; none may be in flight.
    void speak(List<Act> acts, ObjectNode metadata) {
        replies++;
        response = new Response("resp_" + replies, pen, metadata);
        active = true;
        int number = replies;
        if (options.find(Misbehaviour.FallSilentAtReply.class)
                .filter(quiet -> quiet.number() == number)
                .isPresent()) {
            breaker.fallSilent();
        }
        sendResponse("response.created", "in_progress");
        if (options.find(Misbehaviour.DropAtReply.class)
                .filter(drop -> drop.number() == number)
                .isPresent()) {
            breaker.cut();
            return;
        }
        Optional<String> failure = failure(number);
        if (failure.isPresent()) {
            String code = failure.get();
            plan.then(options.thinking().toMillis(), () -> finish("failed", "", code));
            return;
        }
        plan.then(options.thinking().toMillis(), () -> {});
        acts.forEach(this::prepare);
        plan.then(0, () -> finish(COMPLETED, "", ""));
    }

    private Optional<String> failure(int number) {
        return options.find(Misbehaviour.FailEveryReply.class)
                .map(Misbehaviour.FailEveryReply::code)
                .or(() -> options.find(Misbehaviour.FailReply.class)
                        .filter(fail -> fail.number() == number)
                        .map(Misbehaviour.FailReply::code));
    }

    private void prepare(Act act) {
        switch (act) {
            case Act.Say(String text, var audio) -> {
                Line prepared = new Line(items.newId(), text, audio.bytes(), pieceBytes());
                plan.then(0, () -> open(prepared));
                for (int piece = 0; piece < prepared.pieces(); piece++) {
                    plan.then(piece == 0 ? 0 : prepared.pauseBefore(piece, options.speed()), () -> say(prepared));
                }
                plan.then(0, () -> close(prepared, COMPLETED));
            }
            case Act.UseTool(String tool, String arguments) -> plan.then(0, () -> call(tool, arguments));
        }
    }

    /// 300 to 800 ms of sound and an odd number of bytes, so that nobody counts on aligned pieces.
    private int pieceBytes() {
        return options.has(Misbehaviour.SendHugeEvents.class) ? Integer.MAX_VALUE : 2_401 + 2 * random.nextInt(2_000);
    }

    private void open(Line opened) {
        line = opened;
        ObjectNode item = Response.message(opened, "in_progress", "");
        pen.send(response.itemEvent("response.output_item.added", item));
        items.added(item);
        ObjectNode part = response.lineEvent("response.content_part.added", opened);
        part.putObject("part").put("type", "audio").put("transcript", "");
        pen.send(part);
        items.spoken(opened.item(), 0);
    }

    private void say(Line spoken) {
        Line.Piece piece = spoken.next();
        ObjectNode words = response.lineEvent("response.output_audio_transcript.delta", spoken);
        pen.send(words.put("delta", piece.words()));
        if (!session.speaksMulaw()) {
            notebook.complain("a reply was asked for before the format of its sound was set");
            return;
        }
        items.spoken(spoken.item(), piece.sound().byteCount());
        notebook.sent(spoken.item(), piece.sound().bytes());
        pen.send(response.lineEvent("response.output_audio.delta", spoken)
                .put("delta", piece.sound().base64()));
        options.find(Misbehaviour.CloseInReply.class)
                .filter(close -> close.number() == replies)
                .ifPresent(close -> {
                    plan.drop();
                    breaker.close(close.code());
                });
    }

    private void close(Line closed, String status) {
        pen.send(response.lineEvent("response.output_audio.done", closed));
        String said = closed.saidSoFar();
        pen.send(response.lineEvent("response.output_audio_transcript.done", closed)
                .put("transcript", said));
        ObjectNode part = response.lineEvent("response.content_part.done", closed);
        part.putObject("part").put("type", "audio").put("transcript", said);
        pen.send(part);
        ObjectNode item = Response.message(closed, status, said);
        pen.send(response.itemEvent("response.output_item.done", item));
        items.done(item);
        response.add(item);
        line = null;
    }

    private void call(String tool, String arguments) {
        calls++;
        // Unique among all sessions, as the real one is: a call may go on in another session.
        String callId = "call_" + sessionNumber + "_" + response.id() + "_" + calls;
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("id", items.newId())
                .put("object", "realtime.item")
                .put("type", "function_call")
                .put("status", "in_progress")
                .put("name", tool)
                .put("call_id", callId)
                .put("arguments", "");
        pen.send(response.itemEvent("response.output_item.added", item));
        items.added(item);
        int half = arguments.length() / 2;
        for (String delta : new String[] {arguments.substring(0, half), arguments.substring(half)}) {
            pen.send(response.callEvent("response.function_call_arguments.delta", item)
                    .put("delta", delta));
        }
        pen.send(response.callEvent("response.function_call_arguments.done", item)
                .put("name", tool)
                .put("arguments", arguments));
        item.put("status", COMPLETED).put("arguments", arguments);
        items.called(callId, tool);
        int times = options.has(Misbehaviour.RepeatToolCalls.class) ? 2 : 1;
        for (int time = 0; time < times; time++) {
            pen.send(response.itemEvent("response.output_item.done", item));
        }
        items.done(item);
        response.add(item);
    }

    /// Cancels the reply in flight. One more piece of sound comes, as it does from the real server, and then the
    /// end.
    ///
    /// @param reason `turn_detected` or `client_cancelled`
    void cancel(String reason) {
        if (!active || cancelling) {
            return;
        }
        cancelling = true;
        plan.drop();
        Line interrupted = line;
        plan.then(AFTERMATH_MILLISECONDS, () -> {
            if (interrupted != null) {
                if (interrupted.hasNext()) {
                    say(interrupted);
                }
                close(interrupted, INCOMPLETE);
            }
            finish("cancelled", reason, "");
            if (interrupted != null && interrupted.hasNext() && options.has(Misbehaviour.SendLateSound.class)) {
                say(interrupted);
            }
        });
    }

    /// Says no more, because nobody listens any longer.
    void stop() {
        plan.drop();
        whenFree.clear();
    }

    private void finish(String status, String reason, String errorCode) {
        ObjectNode done = response.node(status);
        if (!status.equals(COMPLETED)) {
            ObjectNode details = done.putObject("status_details").put("type", status);
            if (!reason.isEmpty()) {
                details.put("reason", reason);
            }
            if (!errorCode.isEmpty()) {
                details.putObject("error").put("type", "server_error").put("code", errorCode);
            }
        }
        ObjectNode event = pen.event("response.done");
        event.set("response", done);
        pen.send(event);
        ObjectNode limits = pen.event("rate_limits.updated");
        limits.putArray("rate_limits")
                .addObject()
                .put("name", "tokens")
                .put("limit", 40_000)
                .put("remaining", 39_000)
                .put("reset_seconds", 1.5);
        pen.send(limits);
        active = false;
        cancelling = false;
        line = null;
        while (!active && !whenFree.isEmpty()) {
            whenFree.removeFirst().run();
        }
    }

    private void sendResponse(String type, String status) {
        ObjectNode event = pen.event(type);
        event.set("response", response.node(status));
        pen.send(event);
    }
}
