package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.Attestation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StirVerstatTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TN-Validation-Passed-A, FULL",
        "TN-Validation-Passed-B, PARTIAL",
        "TN-Validation-Passed-C, PARTIAL",
        "TN-Validation-Passed-A-Diverted, PARTIAL",
        "TN-Validation-Failed, FAILED",
        "TN-Validation-Failed-A, FAILED",
        "TN-Validation-Failed-C-Diverted, FAILED",
        "No-TN-Validation, ABSENT",
        "No-TN-Validation-Diverted, ABSENT",
        "'', ABSENT",
        "TN-Validation-Passed, ABSENT",
        "TN-Validation-Passed-D, ABSENT",
        "tn-validation-passed-a, ABSENT",
        "xTN-Validation-Passed-Ax, ABSENT"
    })
    void words_that_are_not_known_vouch_for_nobody(String words, Attestation said) {
        assertThat(StirVerstat.read(words)).isEqualTo(said);
    }
}
