package dev.switchhook.xai.rehearsal;

import java.util.List;

/// Messages that no client should stumble over.
final class StrangeMessages {

    private static final List<String> ALL = List.of(
            "{\"type\":\"galaxy.brain.updated\",\"event_id\":\"evt_s1\",\"session\":{\"deep\":[[[{}]]]}}",
            "{\"event_id\":\"evt_s2\"}",
            "{\"type\":17}",
            "[1,2,3]",
            "hello",
            "{\"type\":\"response.output_audio.delta\",\"delta\":\"////\"}",
            "{\"type\":\"response.output_audio.delta\",\"response_id\":\"resp_x\",\"delta\":\"no base64\"}",
            "{\"type\":\"response.created\"}",
            "{\"type\":\"error\",\"code\":\"oddity\",\"message\":\"a flat error\"}");

    private StrangeMessages() {}

    static void sendAll(ServerWire wire) {
        ALL.forEach(wire::sendText);
    }
}
