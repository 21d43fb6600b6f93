package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// On a machine with one processor the program goes on although threads that load classes wait for each other.
class CarriersTest {

    @Test
    void there_are_never_fewer_carriers_than_processors_nor_than_sixteen() {
        assertThat(Carriers.enough(1)).isEqualTo(16);
        assertThat(Carriers.enough(64)).isEqualTo(64);
    }

    @Test
    void virtual_threads_that_wait_while_a_class_is_initialised_do_not_stop_all_others_on_one_processor()
            throws Exception {
        assertThat(goesOn()).isEqualTo("went on");
    }

    @Test
    void whoever_starts_the_program_may_decide_otherwise() throws Exception {
        assertThat(goesOn("-D" + Carriers.PROPERTY + "=1")).isEqualTo("stood still");
    }

    private static String goesOn(String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(Arrays.asList(flags));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Waiting.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /// A process of its own, because the number of carriers is decided once.
    static final class Waiting {

        private static final CountDownLatch INITIALISING = new CountDownLatch(1);
        private static final CountDownLatch ALLOWED = new CountDownLatch(1);

        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            Carriers.provide();
            Thread slow = Thread.ofVirtual().start(Slow::touch);
            Thread helper = Thread.ofVirtual().start(() -> {
                await(INITIALISING);
                ALLOWED.countDown();
            });
            boolean over = Stream.of(slow, helper).allMatch(Waiting::ends);
            System.out.println(over ? "went on" : "stood still");
            Runtime.getRuntime().halt(0);
        }

        private static boolean ends(Thread thread) {
            try {
                return thread.join(java.time.Duration.ofSeconds(5));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /// Its initialisation keeps the carrier while it waits for another virtual thread.
        private static final class Slow {

            static {
                INITIALISING.countDown();
                Waiting.await(ALLOWED);
            }

            private Slow() {}

            static void touch() {}
        }
    }
}
