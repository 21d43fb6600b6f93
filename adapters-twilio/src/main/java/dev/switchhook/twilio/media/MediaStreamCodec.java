package dev.switchhook.twilio.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/// Translates between the text on a media connection and what it means. Pure: no state, no clock; safe for use by
/// several threads.
///
/// Reading is total: any text gives a message, at worst [StreamMessage.Malformed]. Writing gives exactly the three
/// messages that Twilio accepts, without a field too many, because an extra one is refused as well (Twilio's warning
/// 31951).
final class MediaStreamCodec {

    /// Twilio nests three levels deep. The parser keeps no stack of its own, so a deeper text costs nothing.
    private static final int DEEPEST = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(64 * 1024)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .build())
            .build();

    private MediaStreamCodec() {}

    /// What this text says.
    static StreamMessage decode(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return new StreamMessageReader(parser).read();
        } catch (IOException _) {
            return new StreamMessage.Malformed();
        }
    }

    /// Sound for the caller.
    ///
    /// @param payload standard, padded base64
    static String media(String streamSid, String payload) {
        return "{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\"" + payload + "\"}}";
    }

    /// A mark that comes back when everything before it has been played, or was cleared.
    static String mark(String streamSid, String name) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name));
        return "{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"" + quoted + "\"}}";
    }

    /// Drops what has not been played.
    static String clear(String streamSid) {
        return "{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}";
    }
}
