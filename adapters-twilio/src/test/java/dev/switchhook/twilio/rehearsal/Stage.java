package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.settings.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A scripted bridge and a rehearsed Twilio that calls it: the stage of the tests of whole calls.
final class Stage implements AutoCloseable {

    static final String ACCOUNT = "AC0000000000000000000000000000000b";
    static final String TOKEN = "a token";
    static final String PUBLIC = "https://bridge.example";
    static final String CONNECT = "<Connect action=\"" + PUBLIC + "/twilio/after-stream\"><Stream url=\"wss://"
            + "bridge.example/twilio/media/4f1c9d\" statusCallback=\"" + PUBLIC + "/twilio/stream-status\">"
            + "<Parameter name=\"ticket\" value=\"4f1c9d\"/></Stream></Connect><Hangup/>";
    static final CallerStep WAIT = new CallerStep.WaitForHangup(Duration.ofSeconds(20));

    final ScriptedBridge bridge = new ScriptedBridge();
    final RehearsalTwilio twilio = new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), URI.create(PUBLIC));
    private final HttpClient client = HttpClient.newHttpClient();

    /// Every call is connected, and hung up after its stream.
    Stage() {
        twilio.bridgeListensAt(bridge.address());
        bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml(CONNECT));
        bridge.on("/twilio/after-stream", _ -> ScriptedBridge.Reply.twiml("<Hangup/>"));
    }

    /// Calls, with a caller who waits for the other side to hang up.
    PhoneReport call(Mischief... mischief) {
        return call(CallPlan.of(List.of(WAIT)).with(mischief));
    }

    /// The number of the line on which this came, from 0.
    int numberOf(ScriptedBridge.Line line) {
        return bridge.lines.indexOf(line);
    }

    ScriptedBridge.Line misbehave(Mischief mischief) {
        call(CallPlan.of(List.of(WAIT)).with(mischief));
        return bridge.lines.getLast();
    }

    PhoneReport call(CallPlan plan) {
        return twilio.phone().call(plan).orTimeout(30, TimeUnit.SECONDS).join();
    }

    void completeAfterFrames(int frames) {
        bridge.script = (line, message) -> {
            if (isEvent(message, "media") && line.received("media").size() == frames) {
                complete(callSid(line));
            }
        };
    }

    void complete(String callSid) {
        update(callSid, "Status=completed");
    }

    void update(String callSid, String form) {
        String pair = Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        URI url = twilio.apiBaseUrl().resolve("/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + callSid + ".json");
        HttpRequest request = HttpRequest.newBuilder(url)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Basic " + pair)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    static String callSid(ScriptedBridge.Line line) {
        return Optional.of(line.received("start").getFirst())
                .map(message -> (Map<?, ?>) message.get("start"))
                .map(start -> (String) start.get("callSid"))
                .orElseThrow();
    }

    static boolean isEvent(Map<String, Object> message, String event) {
        return event.equals(message.get("event"));
    }

    static boolean isMark(Map<String, Object> message, String name) {
        return Map.of("name", name).equals(message.get("mark"));
    }

    /// Whether it is a frame that begins with this byte.
    static boolean isMedia(Map<String, Object> message, int value) {
        return message.get("media") instanceof Map<?, ?> media
                && Base64.getDecoder().decode((String) media.get("payload"))[0] == value;
    }

    static int sizeOf(Map<String, Object> message) {
        Map<?, ?> media = (Map<?, ?>) message.get("media");
        return Base64.getDecoder().decode((String) media.get("payload")).length;
    }

    static AudioChunk sound(int milliseconds, int value) {
        byte[] bytes = new byte[milliseconds * 8];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }

    @Override
    public void close() {
        client.shutdownNow();
        twilio.close();
        bridge.close();
    }
}
