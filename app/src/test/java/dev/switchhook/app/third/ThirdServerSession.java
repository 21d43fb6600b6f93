package dev.switchhook.app.third;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.testkit.SpeechModelContract.Mishap;
import dev.switchhook.domain.testkit.TestSound;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One session of the third server: takes messages, complains about every one that breaks the wire, and goes on by
/// itself after tool results and after the caller's turn. Used on the event loop.
final class ThirdServerSession {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Set<String> KNOWN = Set.of("setup", "inject", "note", "results", "halt", "heard", "pong");
    private static final int PING_MILLISECONDS = 100;
    private static final long MOST_UNANSWERED_PINGS = 50;

    private final ThirdRehearsal server;
    private final Channel channel;
    private final ThirdLog log;
    private final Optional<Mishap> mishap;
    private final String token;
    private final ThirdEar ear = new ThirdEar(this);
    private final ThirdMouth mouth;
    private final Map<String, String> openCalls = new HashMap<>();
    private final Deque<Runnable> afterwards = new ArrayDeque<>();
    private @Nullable Role role;
    private @Nullable Future<?> pinging;
    private int turns;
    private int calls;
    private long beats;

    ThirdServerSession(ThirdRehearsal server, Channel channel, ThirdLog log, Optional<Mishap> mishap, String token) {
        this.server = server;
        this.channel = channel;
        this.log = log;
        this.mishap = mishap;
        this.token = token;
        this.mouth = new ThirdMouth(this, log, channel.eventLoop(), shows(Mishap.HUGE_MESSAGES));
    }

    private boolean shows(Mishap wrong) {
        return mishap.equals(Optional.of(wrong));
    }

    void end() {
        mouth.silence();
        if (pinging != null) {
            pinging.cancel(false);
        }
    }

    // Out.

    void send(String name, ObjectNode body) {
        ObjectNode message = JSON.createObjectNode();
        message.set(name, body);
        text(message.toString());
    }

    private void text(String message) {
        var _ = channel.writeAndFlush(new TextWebSocketFrame(message));
    }

    void sendSound(byte[] sound) {
        var _ = channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(sound)));
    }

    static ObjectNode body() {
        return JSON.createObjectNode();
    }

    private void complain(String what) {
        log.complain(what);
        send("oops", body().put("what", what));
    }

    // In.

    void sound(byte[] sound) {
        if (role == null) {
            complain("sound before setup");
            return;
        }
        log.heard(sound);
        ear.hear(sound);
    }

    void message(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            complain("a message that is no JSON");
            return;
        }
        String name = message.size() == 1 ? message.fieldNames().next() : "";
        if (!KNOWN.contains(name)) {
            complain("a message that nobody knows: " + name);
        } else if (name.equals("setup") != (role == null)) {
            complain(role == null ? "a message before setup" : "a second setup");
        } else {
            take(name, message.path(name));
        }
    }

    private void take(String name, JsonNode body) {
        switch (name) {
            case "setup" -> setup(body);
            case "inject" -> inject(body);
            case "note" -> role().told(body.path("words").asText());
            case "results" -> results(body);
            case "halt" -> {
                if (mouth.speaks()) {
                    interrupt();
                }
            }
            case "heard" -> heard(body.path("line").asText(), body.path("ms").asLong(-1));
            default -> log.ponged();
        }
    }

    private Role role() {
        if (role == null) {
            throw new IllegalStateException("no setup yet");
        }
        return role;
    }

    private void setup(JsonNode setup) {
        for (JsonNode ability : setup.path("abilities")) {
            if (!ability.path("shape").isObject()) {
                complain("an ability whose shape is no object");
            }
        }
        if (!setup.path("hears").asText().equals("pcm16/24000")
                || !setup.path("speaks").asText().equals("pcm16/24000")) {
            complain("a sound format that is not spoken here");
        }
        String wanted = setup.path("continue").asText("");
        String conversation = server.knows(wanted) ? wanted : token;
        role = server.roleOf(conversation);
        role.briefed(setup.path("persona").asText());
        if (shows(Mishap.NEVER_READY)) {
            return;
        }
        if (shows(Mishap.STRANGE_MESSAGES)) {
            List.of(
                            "hello",
                            "{}",
                            "[1]",
                            "{\"a\":1,\"b\":2}",
                            "{\"mood\":{\"level\":[[{}]]}}",
                            "{\"turn\":7}",
                            "{\"line\":[]}")
                    .forEach(this::text);
            sendSound(new byte[] {1, 2, 3});
        }
        String speaks = shows(Mishap.OTHER_FORMAT) ? "opus/48000" : "pcm16/24000";
        send(
                "welcome",
                body().put("engine", "third-1")
                        .put("lasts", 600)
                        .put("hears", "pcm16/24000")
                        .put("speaks", speaks)
                        .put("continue", conversation));
        if (shows(Mishap.HARMLESS_ERROR)) {
            send("oops", body().put("what", "nothing to halt"));
        }
        if (shows(Mishap.DEAF)) {
            channel.config().setAutoRead(false);
            return;
        }
        pinging = channel.eventLoop().scheduleAtFixedRate(this::ping, 0, PING_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void ping() {
        if (beats - log.pongs() > MOST_UNANSWERED_PINGS) {
            log.complain("pings are not answered");
            var _ = channel.close();
            return;
        }
        send("ping", body().put("beat", ++beats));
    }

    private void inject(JsonNode body) {
        if (mouth.speaks()) {
            complain("inject while a turn is in flight");
        } else if (shows(Mishap.EXPIRES)) {
            send("over", body().put("why", "time"));
            var _ = channel.close();
        } else if (body.has("words")) {
            String words = body.path("words").asText();
            AudioChunk sound = TestSound.speech(words.hashCode(), 500 + 20 * words.length());
            begin(List.of(new Act.Say(words, sound)), body.path("guarded").asBoolean());
        } else {
            begin(role().play(new Cue.Asked(body.path("cue").asText())), false);
        }
    }

    private void results(JsonNode results) {
        if (mouth.speaks()) {
            complain("results while a turn is in flight");
            return;
        }
        List<Cue.ToolAnswer> answers = new ArrayList<>();
        for (JsonNode result : results) {
            String tool = openCalls.remove(result.path("ticket").asText());
            if (tool == null || !result.path("text").isTextual()) {
                complain("a result that nobody waits for");
            } else {
                answers.add(new Cue.ToolAnswer(tool, result.path("text").asText()));
            }
        }
        begin(role().play(new Cue.ToolsAnswered(answers)), false);
    }

    private void heard(String line, long milliseconds) {
        long sent = log.sentMilliseconds(line);
        if (sent < 0 || milliseconds < 0 || milliseconds > sent) {
            complain("more was heard than was said");
        }
        log.truncated(line, milliseconds);
    }

    // Turns.

    private void begin(List<Act> acts, boolean guarded) {
        mouth.speak("turn-" + ++turns, acts, guarded);
    }

    /// Sends tool calls of one turn in one message.
    void call(String turn, List<Act.UseTool> tools) {
        ObjectNode body = body().put("turn", turn);
        var list = body.putArray("calls");
        for (Act.UseTool tool : tools) {
            String ticket = token + "-call-" + ++calls;
            openCalls.put(ticket, tool.tool());
            try {
                list.addObject()
                        .put("ticket", ticket)
                        .put("name", tool.tool())
                        .set("arguments", JSON.readTree(tool.arguments()));
            } catch (JsonProcessingException wrong) {
                throw new IllegalArgumentException("on this wire arguments are JSON", wrong);
            }
        }
        send("tools", body);
        if (shows(Mishap.REPEATED_TOOL_CALLS)) {
            send("tools", body);
        }
    }

    /// The turn in flight is over.
    void turnOver() {
        List<Runnable> due = List.copyOf(afterwards);
        afterwards.clear();
        due.forEach(Runnable::run);
    }

    private void interrupt() {
        mouth.interrupt(shows(Mishap.LATE_SOUND));
    }

    // The caller.

    /// The caller speaks: the turn in flight ends, unless it is guarded.
    void callerSpeaks() {
        log.speechStarted();
        if (mouth.speaks() && !mouth.guarded()) {
            interrupt();
        }
    }

    /// The caller's turn is over: the model goes on by itself, as soon as it does not speak.
    void callerSpoke(String utterance, int number) {
        ObjectNode words =
                body().put("utterance", utterance).put("state", "understood").put("words", role().heard(number));
        if (shows(Mishap.LATE_TRANSCRIPTS)) {
            afterwards.add(() -> send("caller", words));
        } else {
            send("caller", words);
        }
        if (mouth.speaks()) {
            afterwards.add(() -> answer(number));
        } else {
            answer(number);
        }
    }

    private void answer(int utterance) {
        List<Act> acts = role().play(new Cue.CallerSpoke(utterance));
        if (!acts.isEmpty()) {
            begin(acts, false);
        }
    }
}
