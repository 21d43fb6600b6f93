package dev.switchhook.app.business;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstalledTest {

    /// Its file of services names a class that there is, and one that there is not.
    public interface Greeter {}

    /// The class that there is.
    public static final class Waver implements Greeter {}

    @Test
    void a_class_that_was_deleted_is_passed_over() {
        assertThat(Installed.of(Greeter.class)).singleElement().isInstanceOf(Waver.class);
    }
}
