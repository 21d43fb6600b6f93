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

    /// How many of them the client cannot know, and how many it cannot read.
    static final int UNKNOWN = 1;

    static final int UNREADABLE = 7;

    private StrangeMessages() {}

    static void sendAll(ServerWire wire) {
        ALL.forEach(wire::sendText);
    }
}
