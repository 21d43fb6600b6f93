package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The server's side of one session: takes client events strictly, hears the caller, and lets the role decide what
/// is said. Used by the session's event loop only.
final class ServerSession {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_EVENT_ID = 512;
    private static final int HUGE_CHARACTERS = 200_000;

    private static final Map<String, Set<String>> FIELDS = Map.of(
            "session.update", Set.of("session"),
            "input_audio_buffer.append", Set.of("audio"),
            "input_audio_buffer.commit", Set.of(),
            "input_audio_buffer.clear", Set.of(),
            "conversation.item.create", Set.of("item", "previous_item_id"),
            "conversation.item.delete", Set.of("item_id"),
            "conversation.item.truncate", Set.of("item_id", "content_index", "audio_end_ms"),
            "response.create", Set.of("response"),
            "response.cancel", Set.of("response_id"));

    private final Channel channel;
    private final Role role;
    private final RehearsalOptions options;
    private final Notebook notebook;
    private final Pen pen;
    private final EffectiveSession session;
    private final Items items;
    private final Mouth mouth;
    private final CallerTurns caller;
    private final Set<String> clientEvents = new HashSet<>();
    private final Silence silence = new Silence();
    private boolean configured;

    ServerSession(
            Channel channel,
            Role role,
            RehearsalOptions options,
            Notebook notebook,
            EffectiveSession session,
            int number) {
        this.channel = channel;
        this.role = role;
        this.options = options;
        this.notebook = notebook;
        this.session = session;
        this.pen = new Pen(channel, options.has(Misbehaviour.AddUnknownEvents.class));
        this.items = new Items(pen);
        this.mouth =
                new Mouth(channel.eventLoop(), pen, items, notebook, session, options, number, new Mouth.Breaker() {
                    @Override
                    public void cut() {
                        ServerSession.this.cut();
                    }

                    @Override
                    public void close(int code) {
                        ServerSession.this.close(code);
                    }

                    @Override
                    public void fallSilent() {
                        silence.fall();
                    }
                });
        this.caller = new CallerTurns(channel, role, options, notebook, pen, session, items, mouth);
    }

    void begin() {
        var _ = channel.closeFuture().addListener(_ -> mouth.stop());
        ObjectNode created = pen.event("session.created");
        created.set("session", session.shown());
        pen.send(created);
        options.find(Misbehaviour.SessionLasts.class).ifPresent(lasts -> later(lasts.life(), this::expire));
    }

    /// What keeps everything back once the server has fallen silent.
    Silence silence() {
        return silence;
    }

    private void close(int code) {
        notebook.cutByUs();
        pen.close(code, "");
    }

    private void expire() {
        notebook.cutByUs();
        pen.error("session_expired", "Your session hit the maximum duration of 60 minutes.", "", "");
        pen.close(1001, "session expired");
    }

    /// Breaks the connection without a close handshake.
    void cut() {
        notebook.cutByUs();
        var _ = channel.close();
    }

    void received(String text) {
        String eventId = "";
        String type = "";
        try {
            JsonNode event = JSON.readTree(text);
            eventId = event.path("event_id").asText("");
            type = event.path("type").asText("");
            take(type, event, eventId);
        } catch (JsonProcessingException _) {
            refuse(type, eventId, new Breach("invalid_json", "The event is not valid JSON.", ""));
        } catch (Breach breach) {
            refuse(type, eventId, breach);
        }
    }

    private void refuse(String type, String eventId, Breach breach) {
        if (!breach.isRace()) {
            notebook.complain(type + ": " + breach.message());
        }
        pen.error(breach.code(), breach.message(), breach.param(), eventId);
    }

    private void take(String type, JsonNode node, String eventId) throws Breach {
        Set<String> fields = FIELDS.get(type);
        if (fields == null) {
            throw Breach.invalid("type", "'" + type + "' is not supported");
        }
        Set<String> allowed = new HashSet<>(fields);
        allowed.addAll(Set.of("type", "event_id"));
        Shape event = new Shape("", node).only(allowed);
        boolean sound = type.equals("input_audio_buffer.append");
        if (eventId.length() > LONGEST_EVENT_ID || (!sound && !clientEvents.add(eventId))) {
            throw Breach.invalid("event_id", "a new id of at most 512 characters is expected");
        }
        switch (type) {
            case "session.update" -> update(event);
            case "input_audio_buffer.append" -> hear(event);
            case "input_audio_buffer.commit" -> caller.commit();
            case "input_audio_buffer.clear" -> caller.clear();
            case "conversation.item.create" -> create(event.inside("item"));
            case "conversation.item.delete" -> delete(event.text("item_id"));
            case "conversation.item.truncate" -> truncate(event);
            case "response.create" -> respond(event);
            default -> cancel(event);
        }
    }

    private void update(Shape event) throws Breach {
        if (!event.has("session")) {
            throw Breach.missing("session");
        }
        SessionRules.check(
                event.get("session"), session, !items.nothingSpoken(), options.has(Misbehaviour.BeAzure.class));
        session.merge(event.get("session"));
        role.briefed(session.instructions());
        if (options.has(Misbehaviour.NeverReady.class)) {
            return;
        }
        if (options.has(Misbehaviour.AddUnknownEvents.class)) {
            pen.send(pen.event("session.horoscope.delta").put("delta", "AAAA"));
        }
        if (options.has(Misbehaviour.SendHugeEvents.class)) {
            pen.send(pen.event("session.encyclopaedia.delta").put("delta", "x".repeat(HUGE_CHARACTERS)));
        }
        ObjectNode shown = session.shown();
        options.find(Misbehaviour.EchoFormat.class).ifPresent(wrong -> {
            for (String side : List.of("input", "output")) {
                shown.withObject("/audio/" + side + "/format").put("type", wrong.type());
            }
        });
        options.find(Misbehaviour.EchoModel.class).ifPresent(other -> shown.put("model", other.model()));
        ObjectNode updated = pen.event("session.updated");
        updated.set("session", shown);
        pen.send(updated);
        if (!configured) {
            configured = true;
            misbehaveFromNowOn();
        }
    }

    private void misbehaveFromNowOn() {
        if (options.has(Misbehaviour.StopReading.class)) {
            channel.config().setAutoRead(false);
        }
        options.find(Misbehaviour.FallSilentAfter.class).ifPresent(quiet -> later(quiet.after(), silence::fall));
        options.find(Misbehaviour.DropAfter.class).ifPresent(drop -> later(drop.after(), this::cut));
        options.find(Misbehaviour.ExpireAfter.class).ifPresent(expire -> later(expire.after(), this::expire));
        options.find(Misbehaviour.SendError.class).ifPresent(error -> pen.error(error.code(), error.message(), "", ""));
    }

    /// Sound in another format than the configured one is not noticed by the real server; it only complains in the
    /// report.
    private void hear(Shape event) throws Breach {
        byte[] sound;
        try {
            sound = Base64.getDecoder().decode(event.text("audio"));
        } catch (IllegalArgumentException _) {
            throw Breach.invalid("audio", "base64 is expected");
        }
        if (!session.hearsMulaw()) {
            notebook.complain("sound came before its format was set");
            return;
        }
        caller.hear(sound);
    }

    private void create(Shape item) throws Breach {
        ItemRules.check(item);
        if (item.text("type").equals("function_call_output")) {
            role.answered(items.answered(item.text("call_id"), item.text("output")));
        } else {
            role.told(item.node().path("content").path(0).path("text").asText());
        }
        ObjectNode added = item.node().deepCopy();
        added.put("object", "realtime.item").put("status", "completed");
        if (!added.has("id")) {
            added.put("id", items.newId());
        }
        items.added(added);
        items.done(added);
    }

    private void delete(String item) throws Breach {
        if (items.spokenMilliseconds(item).isEmpty()) {
            throw new Breach("item_delete_invalid_item_id", "Item '" + item + "' does not exist.", "item_id");
        }
        items.forget(item);
        pen.send(pen.event("conversation.item.deleted").put("item_id", item));
    }

    private void truncate(Shape event) throws Breach {
        String item = event.text("item_id");
        event.whole("content_index", 0, 0);
        long end = event.whole("audio_end_ms", 0, Integer.MAX_VALUE);
        long real = items.spokenMilliseconds(item)
                .orElseThrow(() ->
                        new Breach("item_truncate_invalid_item_id", "Item '" + item + "' does not exist.", "item_id"));
        if (end > real) {
            throw Breach.invalid(
                    "audio_end_ms", "audio content of " + real + "ms is already shorter than " + end + "ms");
        }
        notebook.truncated(item, end);
        pen.send(pen.event("conversation.item.truncated")
                .put("item_id", item)
                .put("content_index", 0)
                .put("audio_end_ms", end));
    }

    private void respond(Shape event) throws Breach {
        Request request =
                event.has("response") ? Request.of(event.inside("response"), session.tools()) : Request.NOTHING_SPECIAL;
        if (mouth.active()) {
            throw new Breach(
                    "conversation_already_has_active_response",
                    "Conversation already has an active response in progress: " + mouth.response() + ".",
                    "");
        }
        Collection<Cue.ToolAnswer> answers = items.takeNewAnswers();
        Cue cue = answers.isEmpty() ? asked(request) : new Cue.ToolsAnswered(List.copyOf(answers));
        mouth.speak(request.allowed(role.play(cue)), request.metadata());
        caller.replyBegun();
    }

    /// A request without words of its own, after an utterance that the server has not answered, asks for that answer.
    private Cue asked(Request request) {
        String instructions = withoutStanding(request.instructions());
        OptionalInt unanswered = instructions.isEmpty() ? caller.takeUnanswered() : OptionalInt.empty();
        return unanswered.isPresent() ? new Cue.CallerSpoke(unanswered.getAsInt()) : new Cue.Asked(instructions);
    }

    /// The instructions of one reply replace the standing ones, so a bridge repeats those; the role knows them.
    private String withoutStanding(String instructions) {
        String standing = session.instructions();
        return instructions.startsWith(standing)
                ? instructions.substring(standing.length()).strip()
                : instructions;
    }

    private void cancel(Shape event) throws Breach {
        boolean other = event.has("response_id") && !event.text("response_id").equals(mouth.response());
        if (!mouth.active() || other) {
            throw new Breach("response_cancel_not_active", "Cancellation failed: no active response found.", "");
        }
        mouth.cancel("client_cancelled");
    }

    private void later(Duration delay, Runnable action) {
        var pending = channel.eventLoop().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        var _ = channel.closeFuture().addListener(_ -> pending.cancel(false));
    }
}
