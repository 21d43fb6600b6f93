package dev.switchhook.app.tools;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import java.io.Serial;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a value that is written as text.
final class TextReader<T> extends FromStringDeserializer<T> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    TextReader(Class<T> type, Function<String, T> parse) {
        super(type);
        this.parse = parse;
    }

    @Override
    protected @Nullable T _deserialize(String text, DeserializationContext context) throws java.io.IOException {
        try {
            return parse.apply(text);
        } catch (DateTimeException _) {
            throw context.weirdStringException(text, handledType(), "no such value");
        }
    }
}
