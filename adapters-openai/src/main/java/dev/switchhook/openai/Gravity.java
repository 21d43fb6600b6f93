package dev.switchhook.openai;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// How bad an error of the server is: by its code and, where a code is missing, by its words (`wire/openai.md` 1.3).
enum Gravity {
    /// A race explains it; nothing is lost.
    BENIGN,
    /// A reply is in flight that we did not know of when we asked for one.
    REPLY_IN_FLIGHT,
    /// The provider is short of something for the moment.
    BUSY,
    /// The session has reached its longest duration.
    EXPIRED,
    /// Nothing will work, now or later: key, money, model or dialect.
    FATAL,
    /// None of these: logged, and the session goes on.
    UNEXPLAINED;

    private static final Set<String> BENIGN_CODES = Set.of(
            "response_cancel_not_active",
            "item_truncate_invalid_item_id",
            "item_retrieve_invalid_item_id",
            "item_delete_invalid_item_id",
            "input_audio_buffer_commit_empty");
    private static final Set<String> BUSY_CODES = Set.of(
            "rate_limit_exceeded", "inference_rate_limit_exceeded", "server_error", "internal_error", "overloaded");
    private static final Set<String> FATAL_CODES = Set.of(
            "invalid_api_key",
            "insufficient_quota",
            "account_deactivated",
            "billing_hard_limit_reached",
            "beta_api_shape_disabled",
            "model_not_found");

    private static final String[] FATAL_WORDS = {
        "incorrect api key",
        "exceeded your current quota",
        "billing hard limit",
        "account is deactivated",
        "does not exist or you do not have access"
    };

    /// Judges an error; both texts may be empty.
    static Gravity of(String code, String message) {
        if (FATAL_CODES.contains(code)) {
            return FATAL;
        }
        if (BENIGN_CODES.contains(code)) {
            return BENIGN;
        }
        if (BUSY_CODES.contains(code)) {
            return BUSY;
        }
        return switch (code) {
            case "session_expired" -> EXPIRED;
            case "conversation_already_has_active_response" -> REPLY_IN_FLIGHT;
            default -> byWords(message.toLowerCase(Locale.ROOT));
        };
    }

    private static Gravity byWords(String message) {
        if (message.contains("already has an active response")) {
            return REPLY_IN_FLIGHT;
        }
        if (containsAny(message, "no active response", "already shorter", "buffer too small")) {
            return BENIGN;
        }
        if (containsAny(message, "maximum duration", "session expired")) {
            return EXPIRED;
        }
        if (containsAny(message, FATAL_WORDS)) {
            return FATAL;
        }
        return containsAny(message, "rate limit", "overloaded", "server had an error") ? BUSY : UNEXPLAINED;
    }

    private static boolean containsAny(String message, String... words) {
        return Arrays.stream(words).anyMatch(message::contains);
    }
}
