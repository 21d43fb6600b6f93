package dev.switchhook.app.spa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmationCodesTest {

    @Test
    void a_code_alternates_letters_and_digits_that_sound_apart() {
        ConfirmationCodes codes = new ConfirmationCodes(new Random(5));
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String code = codes.next();
            assertThat(code).matches("([HKLMRUWXY][2346789]){3}");
            drawn.add(code);
        }
        assertThat(drawn).hasSizeGreaterThan(990);
    }

    @Test
    void one_seed_gives_one_sequence() {
        assertThat(new ConfirmationCodes(new Random(5)).next()).isEqualTo(new ConfirmationCodes(new Random(5)).next());
    }
}
