package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One message of the bridge on the media stream, read as strictly as Twilio's pages allow (`wire/twilio.md 1.2`):
/// exactly three events, exactly their fields.
sealed interface BridgeMessage {

    /// Sound to play.
    record Media(AudioChunk sound) implements BridgeMessage {}

    /// A mark to return.
    record Mark(String name) implements BridgeMessage {}

    /// Empty the buffer.
    record ClearAll() implements BridgeMessage {}

    /// A message that Twilio drops with a warning.
    record Breach(Complaint complaint) implements BridgeMessage {}

    /// Reads the text of one frame for the stream of that SID.
    static BridgeMessage read(String text, String streamSid) {
        Optional<Map<String, Object>> json = JsonText.object(text);
        if (json.isEmpty()) {
            return breach("the message is not one JSON object");
        }
        Map<String, Object> message = json.get();
        if (!(message.get("event") instanceof String event)) {
            return breach("the message has no event");
        }
        return switch (event) {
            case "media" -> checked(message, streamSid, "media", "payload");
            case "mark" -> checked(message, streamSid, "mark", "name");
            case "clear" -> {
                Optional<Complaint> problem = problemOf(message, streamSid, Set.of("event", "streamSid"));
                yield problem.isPresent() ? new Breach(problem.get()) : new ClearAll();
            }
            default -> breach("the event '" + event + "' is unknown");
        };
    }

    private static BridgeMessage checked(Map<String, Object> message, String streamSid, String event, String field) {
        Optional<Complaint> problem = problemOf(message, streamSid, Set.of("event", "streamSid", event));
        if (problem.isPresent()) {
            return new Breach(problem.get());
        }
        if (!(message.get(event) instanceof Map<?, ?> body) || !body.keySet().equals(Set.of(field))) {
            return breach(event + " must hold exactly " + field);
        }
        if (!(body.get(field) instanceof String value) || value.isEmpty()) {
            return breach(event + "." + field + " must be a text that is not empty");
        }
        return event.equals("mark") ? new Mark(value) : media(value);
    }

    private static BridgeMessage media(String payload) {
        byte[] sound;
        try {
            sound = Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException _) {
            return breach("media.payload is not standard base64");
        }
        if (payload.length() % 4 != 0) {
            return breach("media.payload is base64 without its padding");
        }
        boolean wav = sound.length >= 4 && sound[0] == 'R' && sound[1] == 'I' && sound[2] == 'F' && sound[3] == 'F';
        return wav
                ? breach("media.payload begins with the header of a WAV file")
                : new Media(AudioChunk.of(AudioFormat.MULAW_8K, sound));
    }

    private static Optional<Complaint> problemOf(Map<String, Object> message, String streamSid, Set<String> fields) {
        for (String name : message.keySet()) {
            if (!fields.contains(name)) {
                return Optional.of(new Complaint(31951, "the field '" + name + "' does not belong here"));
            }
        }
        for (String name : fields) {
            if (!message.containsKey(name)) {
                return Optional.of(new Complaint(31951, "the field '" + name + "' is missing"));
            }
        }
        return streamSid.equals(message.get("streamSid"))
                ? Optional.empty()
                : Optional.of(new Complaint(31951, "the streamSid is not that of this stream"));
    }

    private static BridgeMessage breach(String text) {
        return new Breach(new Complaint(31951, text));
    }
}
