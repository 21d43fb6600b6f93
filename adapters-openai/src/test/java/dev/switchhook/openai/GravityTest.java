package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GravityTest {

    @ParameterizedTest
    @CsvSource({
        "response_cancel_not_active, '', BENIGN",
        "item_truncate_invalid_item_id, '', BENIGN",
        "item_retrieve_invalid_item_id, '', BENIGN",
        "item_delete_invalid_item_id, '', BENIGN",
        "input_audio_buffer_commit_empty, '', BENIGN",
        "'', Error committing input audio buffer: buffer too small. Expected at least 100ms of audio., BENIGN",
        "invalid_value, Audio content of 3700ms is already shorter than 3760ms, BENIGN",
        "'', Cancellation failed: no active response found, BENIGN",
        "conversation_already_has_active_response, '', REPLY_IN_FLIGHT",
        "'', Conversation already has an active response in progress: resp_1, REPLY_IN_FLIGHT",
        "rate_limit_exceeded, '', BUSY",
        "inference_rate_limit_exceeded, '', BUSY",
        "'', Rate limit reached for requests, BUSY",
        "server_error, '', BUSY",
        "internal_error, '', BUSY",
        "overloaded, '', BUSY",
        "'', The server had an error while processing your request., BUSY",
        "'', The model is overloaded., BUSY",
        "session_expired, '', EXPIRED",
        "'', Your session hit the maximum duration of 60 minutes., EXPIRED",
        "invalid_api_key, '', FATAL",
        "insufficient_quota, '', FATAL",
        "account_deactivated, '', FATAL",
        "billing_hard_limit_reached, '', FATAL",
        "beta_api_shape_disabled, '', FATAL",
        "model_not_found, '', FATAL",
        "'', Incorrect API key provided: sk-1, FATAL",
        "'', You exceeded your current quota, FATAL",
        "'', Billing hard limit has been reached, FATAL",
        "'', Your account is deactivated, FATAL",
        "'', The model gpt-x does not exist or you do not have access to it., FATAL",
        "unknown_parameter, Unknown parameter, UNEXPLAINED",
        "cannot_update_voice, '', UNEXPLAINED",
        "missing_required_parameter, '', UNEXPLAINED",
        "invalid_value, '', UNEXPLAINED",
        "invalid_event, '', UNEXPLAINED",
        "a_code_of_tomorrow, A text of tomorrow, UNEXPLAINED",
        "'', '', UNEXPLAINED",
    })
    void o6_an_error_is_judged_by_code_and_then_by_words(String code, String message, Gravity gravity) {
        assertThat(Gravity.of(code, message)).isEqualTo(gravity);
    }
}
