package dev.switchhook.twilio.media;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.TestServer;
import java.util.Base64;

/// Twilio's messages as tests send them.
final class Wire {

    static final String STREAM = "MZ0000000000000000000000000000000a";
    static final String CONNECTED = "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";

    private Wire() {}

    static String start(StreamTicket ticket, CallId call) {
        return start(ticket.secret(), call.value(), TestServer.ACCOUNT, "audio/x-mulaw", STREAM);
    }

    static String start(String ticket, String call, String account, String encoding, String stream) {
        return "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"" + stream
                + "\",\"start\":{\"accountSid\":\""
                + account + "\",\"callSid\":\"" + call + "\",\"streamSid\":\"" + stream
                + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"" + encoding
                + "\",\"sampleRate\":8000,\"channels\":1},\"customParameters\":{\"ticket\":\"" + ticket + "\"}}}";
    }

    static String media(long sequence, byte[] sound) {
        return media(sequence, Base64.getEncoder().encodeToString(sound));
    }

    static String media(long sequence, String payload) {
        return "{\"event\":\"media\",\"sequenceNumber\":\"" + sequence + "\",\"streamSid\":\"" + STREAM
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + (sequence - 1) + "\",\"timestamp\":\""
                + (sequence - 2) * 20 + "\",\"payload\":\"" + payload + "\"}}";
    }

    static String dtmf(long sequence, String digit) {
        return "{\"event\":\"dtmf\",\"streamSid\":\"" + STREAM + "\",\"sequenceNumber\":\"" + sequence
                + "\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"" + digit + "\"}}";
    }

    static String mark(long sequence, String name) {
        return "{\"event\":\"mark\",\"sequenceNumber\":\"" + sequence + "\",\"streamSid\":\"" + STREAM
                + "\",\"mark\":{\"name\":\"" + name + "\"}}";
    }

    static String stop(long sequence) {
        return "{\"event\":\"stop\",\"sequenceNumber\":\"" + sequence + "\",\"streamSid\":\"" + STREAM
                + "\",\"stop\":{\"accountSid\":\"" + TestServer.ACCOUNT + "\",\"callSid\":\""
                + TestServer.call(1).value() + "\"}}";
    }
}
