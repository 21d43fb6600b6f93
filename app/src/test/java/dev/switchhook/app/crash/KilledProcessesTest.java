package dev.switchhook.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.rehearsal.RehearsesABusiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The crash test with fewer and shorter calls and for a shorter time, so that it can run with all the other tests;
/// alone, because two processes that are killed and started again need the whole machine.
@Isolated
@RehearsesABusiness
class KilledProcessesTest {

    private static final CrashOptions SHORT =
            new CrashOptions(Duration.ofSeconds(30), 40, 4, Duration.ofSeconds(5), 20_261_120, 0);

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void p3_p5_killed_processes_leave_no_call_dangling_cut_off_or_forgotten(@TempDir Path directory) throws Exception {
        CrashResult result = new CrashTrial(SHORT, directory, System.out).run();
        System.out.println(result.line());

        SoftAssertions all = new SoftAssertions();
        all.assertThat(result.dangling()).as("dangling").isEmpty();
        all.assertThat(result.wronglyCut()).as("wrongly cut").isEmpty();
        all.assertThat(result.lost()).as("lost effects").isEmpty();
        all.assertThat(result.share()).as("share that was resumed in time").isGreaterThanOrEqualTo(0.99);
        all.assertAll();
        assertThat(result.crashes()).isGreaterThanOrEqualTo(5);
        assertThat(result.interrupted()).isGreaterThanOrEqualTo(20);
    }
}
