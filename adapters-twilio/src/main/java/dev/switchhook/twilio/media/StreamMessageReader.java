package dev.switchhook.twilio.media;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads one message token by token, without building a tree. Fields come in any order, in Twilio's spelling or in
/// the snake case of its imitators; unknown ones are skipped, a known one that occurs twice makes the message
/// malformed.
final class StreamMessageReader {

    private static final int LONGEST_NUMBER = 18;

    private final JsonParser json;
    private @Nullable String event;
    private @Nullable String streamSid;
    private @Nullable String accountSid;
    private @Nullable String callSid;
    private @Nullable String ticket;
    private @Nullable String encoding;
    private @Nullable String track;
    private @Nullable String payload;
    private @Nullable String digit;
    private @Nullable String markName;
    private long sequence = -1;
    private long timestamp = -1;
    private long sampleRate = -1;
    private long channels = -1;

    StreamMessageReader(JsonParser json) {
        this.json = json;
    }

    StreamMessage read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return new StreamMessage.Malformed();
        }
        fields(this::topField);
        return json.nextToken() == null ? message() : new StreamMessage.Malformed();
    }

    private StreamMessage message() {
        return switch (event) {
            case null -> new StreamMessage.Malformed();
            case "connected" -> new StreamMessage.Connected();
            case "start" ->
                new StreamMessage.Start(sequence, streamSid, accountSid, callSid, ticket, isTelephoneSound());
            case "media" ->
                payload == null
                        ? new StreamMessage.Malformed()
                        : new StreamMessage.Media(
                                sequence, streamSid, track == null || track.equals("inbound"), timestamp, payload);
            case "dtmf" ->
                digit == null ? new StreamMessage.Malformed() : new StreamMessage.Dtmf(sequence, streamSid, digit);
            case "mark" ->
                markName == null
                        ? new StreamMessage.Malformed()
                        : new StreamMessage.Mark(sequence, streamSid, markName);
            case "stop" -> new StreamMessage.Stop(sequence, streamSid);
            default -> new StreamMessage.Unknown();
        };
    }

    private boolean isTelephoneSound() {
        return "audio/x-mulaw".equals(encoding) && sampleRate == 8000 && channels == 1;
    }

    private void topField(String name) throws IOException {
        switch (name) {
            case "event" -> event = once(event);
            case "streamSid", "stream_sid" -> streamSid = same(streamSid);
            case "sequenceNumber", "sequence_number" -> sequence = number();
            case "start", "stop" -> object(this::startField);
            case "media" -> object(this::mediaField);
            case "dtmf" -> object(this::dtmfField);
            case "mark" -> object(this::markField);
            default -> json.skipChildren();
        }
    }

    private void startField(String name) throws IOException {
        switch (name) {
            case "accountSid", "account_sid" -> accountSid = once(accountSid);
            case "callSid", "call_sid" -> callSid = once(callSid);
            case "streamSid", "stream_sid" -> streamSid = same(streamSid);
            case "customParameters", "custom_parameters" -> object(this::parameter);
            case "mediaFormat", "media_format" -> object(this::formatField);
            default -> json.skipChildren();
        }
    }

    private void parameter(String name) throws IOException {
        if (name.equals("ticket")) {
            ticket = once(ticket);
        } else {
            json.skipChildren();
        }
    }

    private void formatField(String name) throws IOException {
        switch (name) {
            case "encoding" -> encoding = once(encoding);
            case "sampleRate", "sample_rate" -> sampleRate = number();
            case "channels" -> channels = number();
            default -> json.skipChildren();
        }
    }

    private void mediaField(String name) throws IOException {
        switch (name) {
            case "track" -> track = once(track);
            case "timestamp" -> timestamp = number();
            case "payload" -> payload = once(payload);
            default -> json.skipChildren();
        }
    }

    private void dtmfField(String name) throws IOException {
        if (name.equals("digit")) {
            digit = once(digit);
        } else {
            json.skipChildren();
        }
    }

    private void markField(String name) throws IOException {
        if (name.equals("name")) {
            markName = once(markName);
        } else {
            json.skipChildren();
        }
    }

    /// Reads the fields of the object that has just begun, up to its end; a null is as good as nothing.
    private void fields(Field field) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                field.read(name);
            }
        }
    }

    private void object(Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected();
        }
        fields(field);
    }

    /// The text of the current value, for a field that must not have been read before.
    private String once(@Nullable String before) throws IOException {
        if (before != null || json.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected();
        }
        return json.getText();
    }

    /// The text of the current value, for a field that may repeat what another one said.
    private String same(@Nullable String before) throws IOException {
        String text = once(null);
        if (before != null && !before.equals(text)) {
            throw unexpected();
        }
        return text;
    }

    /// A number that is at least 0, written as a number or as text; anything else is -1.
    private long number() throws IOException {
        if (json.currentToken().isStructStart()) {
            throw unexpected();
        }
        String text = json.getText();
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }

    private JsonParseException unexpected() {
        return new JsonParseException(json, "not of the kind that the field requires");
    }

    /// Reads the value of a field; the parser stands on its first token.
    @FunctionalInterface
    private interface Field {
        void read(String name) throws IOException;
    }
}
