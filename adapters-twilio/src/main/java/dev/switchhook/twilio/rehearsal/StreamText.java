package dev.switchhook.twilio.rehearsal;

import java.util.Map;
import java.util.stream.Collectors;

/// Writes Twilio's messages of one media stream (`wire/twilio.md 1.1`): camelCase, counters as strings of digits,
/// one sequence over everything from `start` on. Used by one thread.
final class StreamText {

    private final String accountSid;
    private final String callSid;
    private final String streamSid;
    private long sequence;
    private long chunk;

    StreamText(String accountSid, String callSid, String streamSid) {
        this.accountSid = accountSid;
        this.callSid = callSid;
        this.streamSid = streamSid;
    }

    static String connected() {
        return "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    }

    String start(Map<String, String> parameters) {
        String custom = parameters.entrySet().stream()
                .map(entry -> JsonText.quote(entry.getKey()) + ":" + JsonText.quote(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        return event("start") + ",\"start\":{\"accountSid\":\"" + accountSid + "\",\"streamSid\":\"" + streamSid
                + "\",\"callSid\":\"" + callSid
                + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,"
                + "\"channels\":1},\"customParameters\":" + custom + "}}";
    }

    String media(FrameCutter.Frame frame) {
        chunk++;
        return event("media") + ",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\""
                + frame.timestampMilliseconds() + "\",\"payload\":\""
                + frame.sound().base64() + "\"}}";
    }

    /// Counts a frame that is lost on its way: its chunk number is not used by another one.
    void skipMedia() {
        chunk++;
    }

    String dtmf(char key) {
        return event("dtmf") + ",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"" + key + "\"}}";
    }

    String mark(String name) {
        return event("mark") + ",\"mark\":{\"name\":" + JsonText.quote(name) + "}}";
    }

    String stop() {
        return event("stop") + ",\"stop\":{\"accountSid\":\"" + accountSid + "\",\"callSid\":\"" + callSid + "\"}}";
    }

    String unknown() {
        return event("weather") + ",\"weather\":{\"sky\":[\"clear\",null,1.5]},\"since\":2027}";
    }

    private String event(String name) {
        sequence++;
        return "{\"event\":\"" + name + "\",\"sequenceNumber\":\"" + sequence + "\",\"streamSid\":\"" + streamSid
                + "\"";
    }
}
