package dev.switchhook.domain.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @Test
    void an_e164_number_shows_its_last_two_digits_only() {
        PhoneNumber number = new PhoneNumber("+14155550123");
        assertThat(number).hasToString("...23");
        assertThat(number.e164()).contains("+14155550123");
        assertThat(new IncomingCall(new CallId("CA1"), number, number).toString())
                .doesNotContain("4155550");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anonymous",
                "sip:anna@example.com",
                "client:anna",
                "+0123456789",
                "+123456",
                "+1234567890123456",
                "14155550123",
                "+1415555012a",
                "+14155550123\n",
                "+266696687",
                "+7378742833",
                "+2562533",
                "+8656696",
                "+86282452253",
                "+١٢٣٤٥٦٧٨"
            })
    void what_is_not_e164_is_withheld(String stated) {
        PhoneNumber number = new PhoneNumber(stated);
        assertThat(number.e164()).isEmpty();
        assertThat(number).hasToString("withheld");
    }

    @Test
    void only_256_characters_of_a_number_are_kept() {
        assertThat(new PhoneNumber("9".repeat(10_000)).stated()).hasSize(256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "CA0123456789abcdef0123456789ABCDEF"})
    void an_id_is_shown_as_it_is(String value) {
        assertThat(new CallId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CA' OR 1=1--", "CA 1", "CA\u202E1", "CA/../1", "CÄ1", "CA1\n", "CA٣"})
    void what_could_not_be_an_id_is_refused_without_being_repeated(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallId(value))
                .withMessage("a call id is 1 to 64 letters and digits");
    }

    @Test
    void an_id_has_64_characters_at_most() {
        assertThat(new CallId("a".repeat(64)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new CallId("a".repeat(65)));
    }
}
