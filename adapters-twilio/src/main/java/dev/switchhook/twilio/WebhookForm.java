package dev.switchhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The parameters of a form-encoded request, decoded from the raw body.
///
/// Stricter than the framework's own parser, because the signature covers names and values: a name that occurs
/// twice, a broken percent sequence, or text that is not UTF-8 makes the whole form unusable.
///
/// @param parameters by name; values as sent, not trimmed
record WebhookForm(SortedMap<String, String> parameters) {

    /// The form in this body; empty when it is malformed. An empty body is an empty form.
    static Optional<WebhookForm> parse(byte[] body) {
        SortedMap<String, String> parameters = new TreeMap<>();
        try {
            int from = 0;
            while (from < body.length) {
                int end = indexOf(body, '&', from, body.length);
                int equals = indexOf(body, '=', from, end);
                if (end > from) {
                    String name = decode(body, from, equals);
                    String value = decode(body, Math.min(equals + 1, end), end);
                    if (parameters.put(name, value) != null) {
                        return Optional.empty();
                    }
                }
                from = end + 1;
            }
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
        return Optional.of(new WebhookForm(Collections.unmodifiableSortedMap(parameters)));
    }

    /// The value of that name, or empty text.
    String value(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static int indexOf(byte[] body, char wanted, int from, int end) {
        int i = from;
        while (i < end && body[i] != wanted) {
            i++;
        }
        return i;
    }

    private static String decode(byte[] body, int from, int end) throws CharacterCodingException {
        ByteBuffer decoded = ByteBuffer.allocate(end - from);
        for (int i = from; i < end; i++) {
            switch (body[i]) {
                case '+' -> decoded.put((byte) ' ');
                case '%' -> {
                    if (i + 2 >= end) {
                        throw new CharacterCodingException();
                    }
                    decoded.put((byte) ((hex(body[i + 1]) << 4) | hex(body[i + 2])));
                    i += 2;
                }
                default -> decoded.put(body[i]);
            }
        }
        return UTF_8.newDecoder().decode(decoded.flip()).toString();
    }

    private static int hex(byte digit) throws CharacterCodingException {
        int value = digit < 0 ? -1 : Character.digit(digit, 16);
        if (value < 0) {
            throw new CharacterCodingException();
        }
        return value;
    }
}
