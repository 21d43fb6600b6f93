package dev.switchhook.app.tools;

/// Untrusted text made harmless: one line, without control, format or broken characters, and of bounded length.
///
/// It does not change what the text says: a sentence that reads like an instruction stays one. Such text is kept as
/// data, and never shown to another caller.
public final class PlainText {

    private PlainText() {}

    /// The harmless form of a text. Every run of white space and of removed characters becomes one space.
    ///
    /// @param most how many UTF-16 units are kept at most; a pair of surrogates is not torn
    public static String of(String text, int most) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), most));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isNoise(c)) {
                gap = true;
                continue;
            }
            int space = gap && !kept.isEmpty() ? 1 : 0;
            if (kept.length() + space + Character.charCount(c) > most) {
                break;
            }
            kept.append(" ", 0, space).appendCodePoint(c);
            gap = false;
        }
        return kept.toString();
    }

    private static boolean isNoise(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }
}
