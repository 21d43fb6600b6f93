package dev.switchhook.app.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.TreeMap;

/// Tells whether two sets of arguments want the same, however they are written.
final class Fingerprint {

    private Fingerprint() {}

    /// SHA-256 of the canonical arguments, 64 hexadecimal digits: names in order, what is null left out, numbers
    /// without
    /// needless zeroes, texts composed (NFC) and with single spaces.
    static String of(ObjectNode arguments) {
        try {
            byte[] canonical = canonical(arguments).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static JsonNode canonical(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                TreeMap<String, JsonNode> sorted = new TreeMap<>();
                object.properties().stream()
                        .filter(member -> !member.getValue().isNull())
                        .forEach(member -> sorted.put(member.getKey(), canonical(member.getValue())));
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                copy.setAll(sorted);
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                list.forEach(item -> copy.add(canonical(item)));
                yield copy;
            }
            case NumericNode number ->
                TextNode.valueOf(number.decimalValue().stripTrailingZeros().toString());
            case TextNode text ->
                TextNode.valueOf("'"
                        + Normalizer.normalize(text.textValue(), Normalizer.Form.NFC)
                                .strip()
                                .replaceAll("\\s+", " "));
            default -> node;
        };
    }
}
