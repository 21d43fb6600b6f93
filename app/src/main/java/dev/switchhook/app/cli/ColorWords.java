package dev.switchhook.app.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The words after `--color`.
final class ColorWords implements ITypeConverter<Ink.Wish>, Iterable<String> {

    @Override
    public Ink.Wish convert(String word) {
        return Stream.of(Ink.Wish.values())
                .filter(wish -> word(wish).equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of auto, always, never"));
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.of(Ink.Wish.values()).map(ColorWords::word).iterator();
    }

    private static String word(Ink.Wish wish) {
        return wish.name().toLowerCase(Locale.ROOT);
    }
}
