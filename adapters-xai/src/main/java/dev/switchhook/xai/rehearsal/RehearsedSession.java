package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// One session of the rehearsal server: opens as the provider's sessions do, takes the client's messages, refuses
/// what the provider refuses, and writes down every breach (wire/xai.md 3). Used on the event loop of the
/// connection.
final class RehearsedSession {

    private static final Duration SOON = Duration.ofMillis(5);

    private final ServerWire wire;
    private final SessionLog log;
    private final XaiMisbehaviour misbehaviour;
    private final EffectiveSession effective;
    private final Role role;
    private final Talk talk;
    private final CallerTurns turns;
    private final Opening opening;
    private final Conversations conversations;
    private boolean confirmed;

    RehearsedSession(
            Opening opening,
            Conversations conversations,
            ServerWire wire,
            SessionLog log,
            Role role,
            double speed,
            XaiMisbehaviour misbehaviour) {
        this.opening = opening;
        this.conversations = conversations;
        this.wire = wire;
        this.log = log;
        this.misbehaviour = misbehaviour;
        this.effective = new EffectiveSession(opening.model());
        this.role = role;
        Conversation conversation = opening.conversation();
        this.talk = new Talk(wire, log, role, effective, conversation, speed, misbehaviour);
        this.turns = new CallerTurns(wire, log, role, effective, conversation, talk, misbehaviour);
    }

    void begin() {
        if (!misbehaviour.has(Oddity.NO_SESSION_CREATED)) {
            ObjectNode created = wire.event("session.created");
            created.set("session", effective.opening(opening.id()));
            wire.send(created);
        }
        var _ = wire.later(SOON, () -> {
            if (opening.past() == Opening.Past.REFUSED) {
                wire.error("invalid_request_error", "invalid_request_error", "Conversation not found or expired");
            }
            if (!misbehaviour.has(Oddity.NO_CONVERSATION_CREATED)) {
                ObjectNode created = wire.event("conversation.created");
                created.putObject("conversation")
                        .put("id", opening.conversation().id())
                        .put("object", "realtime.conversation");
                wire.send(created);
            }
            wire.send(wire.event("ping").put("timestamp", System.currentTimeMillis()));
            if (misbehaviour.has(Oddity.STRANGE_MESSAGES)) {
                StrangeMessages.sendAll(wire);
            }
        });
    }

    /// The connection is gone.
    void end() {
        turns.stop();
        talk.stop();
        conversations.touch(opening.conversation());
    }

    void received(String text) {
        JsonNode message = ServerWire.read(text).filter(JsonNode::isObject).orElse(null);
        if (message == null) {
            refuse("invalid_event", "the message is no JSON object");
            return;
        }
        String type = message.path("type").asText();
        switch (type) {
            case "session.update" -> update(message.path("session"));
            case "input_audio_buffer.append" -> append(message.path("audio"));
            case "input_audio_buffer.commit" -> commit();
            case "input_audio_buffer.clear" -> wire.send(wire.event("input_audio_buffer.cleared"));
            case "conversation.item.create" -> createItem(message.path("item"));
            case "conversation.item.delete" ->
                wire.send(wire.event("conversation.item.deleted").put("item_id", ""));
            case "conversation.item.truncate" -> truncate(message);
            case "response.create" -> createResponse(message.path("response"));
            case "response.cancel" -> talk.cancel();
            default -> refuse("invalid_event", "unknown message type '" + type + "'");
        }
    }

    private void refuse(String type, String what) {
        log.complain(what);
        wire.error(type, type, what);
    }

    private void update(JsonNode session) {
        if (misbehaviour.has(Oddity.REFUSED_SESSION)) {
            wire.error("invalid_request_error", "invalid_request_error", "Invalid session");
            return;
        }
        Optional<String> wrong = effective.update(session, log);
        role.briefed(effective.instructions());
        if (wrong.isPresent()) {
            refuse("invalid_request_error", wrong.get());
        } else {
            var _ = wire.later(SOON, this::confirm);
        }
    }

    private void confirm() {
        if (misbehaviour.has(Oddity.NEVER_READY)) {
            return;
        }
        if (effective.resumption() && !confirmed) {
            if (opening.past() == Opening.Past.RESUMED) {
                repeatThePast();
            }
            opening.conversation().keep();
        }
        // The session stands before the type, as on the real wire.
        ObjectNode updated = ServerWire.object();
        updated.set("session", effective.echo(opening.id(), misbehaviour.has(Oddity.WRONG_ECHO)));
        wire.send(wire.seal(updated).put("type", "session.updated"));
        confirmed = true;
        if (misbehaviour.has(Oddity.DEAF)) {
            wire.stopReading();
        }
        if (misbehaviour.has(Oddity.HARMLESS_ERROR)) {
            wire.error(
                    "invalid_request_error", "invalid_request_error", "Cancellation failed: no active response found");
        }
        if (misbehaviour.has(Oddity.SILENT)) {
            wire.mute();
        }
    }

    private void repeatThePast() {
        for (ObjectNode item : opening.conversation().items()) {
            ObjectNode added = wire.event("conversation.item.added");
            added.set("item", item);
            wire.send(added);
        }
    }

    private void append(JsonNode audio) {
        if (!confirmed) {
            log.complain("sound before session.updated");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(audio.asText());
        } catch (IllegalArgumentException _) {
            refuse("invalid_request_error", "the sound is no base64");
            return;
        }
        if (bytes.length == 0) {
            refuse("invalid_request_error", "a message without sound");
            return;
        }
        if (!effective.hearsMulaw()) {
            refuse("invalid_request_error", "this session hears PCM at 24 kHz, and that is no such sound");
            return;
        }
        log.heard(bytes);
        turns.hear(bytes);
    }

    private void commit() {
        if (effective.serverVad()) {
            refuse("invalid_request_error", "commit is for sessions without turn detection");
        } else {
            turns.commit();
        }
    }

    private void createItem(JsonNode item) {
        switch (item.path("type").asText()) {
            case "function_call_output" -> {
                JsonNode output = item.path("output");
                if (output.isTextual()) {
                    talk.toolAnswered(item.path("call_id").asText(), output.textValue());
                } else {
                    refuse("invalid_request_error", "output must be a text");
                }
            }
            case "message" -> {
                ObjectNode added = wire.event("conversation.item.added");
                added.set("item", item);
                wire.send(added);
                opening.conversation().add(item.deepCopy());
                role.told(item.path("content").path(0).path("text").asText());
            }
            case "force_message" -> forceMessage(item);
            default -> refuse("invalid_request_error", "an item of this type is not rehearsed");
        }
    }

    private void forceMessage(JsonNode item) {
        JsonNode part = item.path("content").path(0);
        JsonNode interruptible = item.path("interruptible");
        if (!confirmed) {
            log.complain("force_message before session.updated");
        }
        if (!item.path("role").asText().equals("assistant")
                || item.path("content").size() != 1
                || !part.path("type").asText().equals("output_text")
                || part.path("text").asText().isBlank()
                || !(interruptible.isMissingNode() || interruptible.isBoolean())) {
            refuse("invalid_request_error", "force_message needs the role assistant and one output_text");
            return;
        }
        talk.forced(part.path("text").asText(), interruptible.asBoolean(true));
    }

    private void truncate(JsonNode message) {
        String item = message.path("item_id").asText();
        long end = message.path("audio_end_ms").asLong(-1);
        if (end < 0 || !message.path("content_index").isInt()) {
            refuse("invalid_request_error", "cannot truncate without content_index and audio_end_ms");
            return;
        }
        log.truncated(item, end);
        long sent = log.sentMilliseconds(item);
        if (sent < 0) {
            refuse("invalid_request_error", "cannot truncate: no item '" + item + "'");
        } else if (end > sent) {
            refuse("invalid_request_error", "cannot truncate at " + end + " ms: only " + sent + " ms were sent");
        } else {
            wire.send(wire.event("conversation.item.truncated")
                    .put("item_id", item)
                    .put("content_index", 0)
                    .put("audio_end_ms", end)
                    .put("transcript", ""));
        }
    }

    private void createResponse(JsonNode response) {
        if (!confirmed) {
            log.complain("response.create before session.updated");
        }
        talk.asked(withoutStanding(response.path("instructions").asText()));
    }

    /// The instructions of one reply replace the standing ones, so a bridge repeats those; the role knows them.
    private String withoutStanding(String wanted) {
        String standing = effective.instructions();
        return wanted.startsWith(standing) ? wanted.substring(standing.length()).strip() : wanted;
    }
}
