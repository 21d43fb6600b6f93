package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/// The arguments of a tool call as the model wrote them, read strictly: one JSON object of at most 16 KiB and 16
/// levels, no name twice, no NaN or Infinity, nothing after it. An empty text is not taken for an empty object.
sealed interface ArgumentText {

    int MOST_BYTES = 16 * 1024;
    int MOST_LEVELS = 16;

    /// Reads trees and records; it converts no kind of value into another.
    JsonMapper STRICT = strict();

    record Read(ObjectNode arguments) implements ArgumentText {}

    record Malformed(Problem problem) implements ArgumentText {}

    static ArgumentText read(String text) {
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return malformed("are too long", "at most " + MOST_BYTES + " bytes");
        }
        JsonNode node;
        try {
            node = STRICT.readTree(text);
        } catch (JsonProcessingException broken) {
            return malformed(
                    "are not readable" + place(broken),
                    "one JSON object, at most " + MOST_LEVELS + " levels deep, every name once, numbers in digits");
        }
        if (node instanceof ObjectNode object) {
            return new Read(object);
        }
        return malformed("are not a JSON object", "one JSON object, such as {\"name\":\"value\"}");
    }

    private static ArgumentText malformed(String problem, String allowed) {
        return new Malformed(new Problem("arguments", problem, allowed));
    }

    private static String place(JsonProcessingException broken) {
        var location = broken.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonMapper strict() {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(MOST_LEVELS)
                .maxNumberLength(64)
                .maxNameLength(256)
                .maxStringLength(MOST_BYTES)
                .build();
        JsonFactory factory = new JsonFactoryBuilder()
                .streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        SimpleModule times = new SimpleModule("times")
                .addDeserializer(LocalDate.class, new TextReader<>(LocalDate.class, LocalDate::parse))
                .addDeserializer(LocalTime.class, new TextReader<>(LocalTime.class, LocalTime::parse))
                .addDeserializer(LocalDateTime.class, new TextReader<>(LocalDateTime.class, LocalDateTime::parse));
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .addModules(List.of(times))
                .build();
    }
}
