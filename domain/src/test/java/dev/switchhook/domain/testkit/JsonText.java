package dev.switchhook.domain.testkit;

/// Compares JSON texts without regard to the white space between their words.
final class JsonText {

    private JsonText() {}

    static String compact(String json) {
        StringBuilder compact = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean escaped = inside && c == '\\' && i + 1 < json.length();
            if (escaped) {
                compact.append(c).append(json.charAt(++i));
            } else if (inside || !Character.isWhitespace(c)) {
                compact.append(c);
                inside = (c == '"') != inside;
            }
        }
        return compact.toString();
    }
}
