package dev.switchhook.app;

import dev.switchhook.app.Outsider.Answer;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call that is announced and signed as it should be, and whose media connection may then do anything.
final class StrangeCall implements AutoCloseable {

    static final String STREAM = "MZ0000000000000000000000000000000a";

    private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");

    private final Theatre theatre;
    private final Outsider outsider;
    private final Scene scene;
    private final String callSid = Outsider.newCallSid();
    private final String ticket;
    private final List<RawSocket> sockets = new ArrayList<>();
    private long sequence = 1;
    private int frames;

    /// Announces a call of that scene.
    StrangeCall(Theatre theatre, Scene scene) {
        this.theatre = theatre;
        this.outsider = new Outsider(theatre.port());
        this.scene = scene;
        theatre.expectCall(callSid, scene);
        Answer answer = announceAgain();
        this.ticket = answer.ticket();
    }

    String callSid() {
        return callSid;
    }

    String ticket() {
        return ticket;
    }

    /// Sends the announcement, as at first.
    Answer announceAgain() {
        return outsider.post("/twilio/voice", Outsider.voice(callSid, scene.number()));
    }

    /// A media connection with this call's ticket, signed as it should be.
    RawSocket connect(String... moreHeaders) throws IOException {
        String path = "/twilio/media/" + ticket;
        String signed = "wss" + Theatre.ORIGIN.substring("https".length()) + path;
        List<String> headers =
                new ArrayList<>(List.of("X-Twilio-Signature: " + Outsider.sign(Theatre.TOKEN, signed, Map.of())));
        headers.addAll(Arrays.asList(moreHeaders));
        RawSocket socket = new RawSocket(theatre.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    /// A media connection that has begun, on which the agent can be heard already.
    RawSocket talking(String... moreHeaders) throws IOException {
        RawSocket socket = connect(moreHeaders);
        socket.text("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
        socket.text(start(callSid));
        awaitSpeech(socket, Clerk.GREETING_MILLISECONDS);
        return socket;
    }

    /// Listens until so much of the agent was heard.
    static void awaitSpeech(RawSocket socket, int milliseconds) throws IOException {
        int heard = 0;
        while (heard < milliseconds * AudioFormat.MULAW_8K.bytesPerMillisecond()) {
            Matcher media = PAYLOAD.matcher(socket.readText());
            heard += media.find() ? Base64.getDecoder().decode(media.group(1)).length : 0;
        }
    }

    /// The message that begins the stream of a call.
    String start(String call) {
        return "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"" + STREAM
                + "\",\"start\":{\"accountSid\":\"" + Theatre.ACCOUNT + "\",\"callSid\":\"" + call
                + "\",\"streamSid\":\"" + STREAM
                + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,"
                + "\"channels\":1},\"customParameters\":{\"ticket\":\"" + ticket + "\"}}}";
    }

    String media(AudioChunk sound) {
        return media(sound.base64());
    }

    String media(String payload) {
        sequence++;
        String timestamp = "\"" + frames++ * 20 + "\"";
        return media(STREAM, "\"" + sequence + "\"", timestamp, "\"payload\":\"" + payload + "\"");
    }

    /// A media message whose parts are JSON as it is written.
    static String media(String stream, String sequence, String timestamp, String payload) {
        return "{\"event\":\"media\",\"sequenceNumber\":" + sequence + ",\"streamSid\":\"" + stream
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"1\",\"timestamp\":" + timestamp + "," + payload
                + "}}";
    }

    String key(String digit) {
        sequence++;
        return "{\"event\":\"dtmf\",\"streamSid\":\"" + STREAM + "\",\"sequenceNumber\":\"" + sequence
                + "\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"" + digit + "\"}}";
    }

    /// What the carrier is told to do with the call after its media have ended.
    Answer afterStream() {
        return outsider.post("/twilio/after-stream", Outsider.voice(callSid, scene.number()));
    }

    /// The caller hangs up: the media stop, and the carrier reports the end.
    CallEnding hangUp(RawSocket socket) throws Exception {
        socket.text("{\"event\":\"stop\",\"sequenceNumber\":\"" + (sequence + 1) + "\",\"streamSid\":\"" + STREAM
                + "\",\"stop\":{\"accountSid\":\"" + Theatre.ACCOUNT + "\",\"callSid\":\"" + callSid + "\"}}");
        return reportEnd();
    }

    /// The carrier reports the end of the call, and the program holds it for ended.
    CallEnding reportEnd() throws Exception {
        Answer answer = reportCompleted();
        if (answer.status() != 204) {
            throw new AssertionError("the report of the end was answered with " + answer.status());
        }
        return theatre.journal().ended(new CallId(callSid)).get(15, TimeUnit.SECONDS);
    }

    Answer reportCompleted() {
        Map<String, String> report = Outsider.voice(callSid, scene.number());
        report.put("CallStatus", "completed");
        return outsider.post("/twilio/status", report);
    }

    @Override
    public void close() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        reportCompleted();
    }
}
