package dev.switchhook.xai;

import java.util.List;
import java.util.Locale;

/// What an `error` of the provider means for the session. Most are recoverable; the code is unreliable, therefore
/// the type decides, then the code, then the text (wire/xai.md 3.2 and 4). Only two types are known to end a session;
/// whatever is not in the table is lived through, because a wrong guess would end a healthy call.
enum ErrorWeight {
    /// Comes in the ordinary course of a call: two messages crossed each other, and nothing is lost.
    BENIGN,
    /// We asked for a response while one was under way.
    REPLY_IN_FLIGHT,
    /// The provider is in trouble for the moment; the same may work later.
    RETRYABLE,
    /// The session has reached its end.
    EXPIRED,
    /// We do not know it: the session goes on.
    UNKNOWN;

    /// One row of the table: what the type or the code is, or what the text holds, in small letters.
    private record Row(Where where, String word, ErrorWeight weight) {

        enum Where {
            TYPE,
            CODE,
            TEXT
        }

        boolean fits(String type, String code, String text) {
            return switch (where) {
                case TYPE -> type.equals(word);
                case CODE -> code.equals(word);
                case TEXT -> text.contains(word);
            };
        }
    }

    /// The first row that fits decides.
    private static final List<Row> TABLE = List.of(
            new Row(Row.Where.TYPE, "max_duration", EXPIRED),
            new Row(Row.Where.TYPE, "timeout", EXPIRED),
            new Row(Row.Where.CODE, "conversation_already_has_active_response", REPLY_IN_FLIGHT),
            new Row(Row.Where.TEXT, "already has an active response", REPLY_IN_FLIGHT),
            new Row(Row.Where.CODE, "response_cancel_not_active", BENIGN),
            new Row(Row.Where.TEXT, "cancellation failed", BENIGN),
            new Row(Row.Where.TEXT, "no active response", BENIGN),
            new Row(Row.Where.TEXT, "truncat", BENIGN),
            new Row(Row.Where.CODE, "invalid_tool_call_id", BENIGN),
            new Row(Row.Where.TEXT, "not found in conversation", BENIGN),
            new Row(Row.Where.TYPE, "internal_error", RETRYABLE),
            new Row(Row.Where.TYPE, "rate_limit_exceeded", RETRYABLE),
            new Row(Row.Where.CODE, "rate_limit_exceeded", RETRYABLE));

    static ErrorWeight of(ServerMessage.ProviderError error) {
        // The flat shape has no type; its code says what the type would.
        String type = (error.type().isEmpty() ? error.code() : error.type()).toLowerCase(Locale.ROOT);
        String code = error.code().toLowerCase(Locale.ROOT);
        String text = error.text().toLowerCase(Locale.ROOT);
        return TABLE.stream()
                .filter(row -> row.fits(type, code, text))
                .findFirst()
                .map(Row::weight)
                .orElse(UNKNOWN);
    }
}
