package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.rehearsal.FaultPlans;
import dev.switchhook.app.rehearsal.Promise;
import dev.switchhook.app.rehearsal.Rehearsal;
import dev.switchhook.app.rehearsal.RehearsedProvider;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The demo under each of its plans, through the running program: whatever the carrier and the network do, the
/// promises to the caller are kept.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FaultyDemoTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void r1_an_outage_of_the_rest_api_does_not_keep_the_line_up() throws Exception {
        assertThat(keptUnder("rest-outage", "openai").streams()).hasSize(1);
    }

    @Test
    void r3_s12_s13_w5_every_proof_of_the_end_may_be_lost_once() throws Exception {
        assertThat(keptUnder("lost-proof", "openai").marks()).isEmpty();
    }

    @Test
    void s10_s11_a_line_that_breaks_or_is_dead_is_taken_up_again() throws Exception {
        assertThat(keptUnder("lost-line", "xai").streams()).hasSize(3);
    }

    @Test
    void r2_w6_a_carrier_that_does_everything_late_is_waited_for() throws Exception {
        assertThat(keptUnder("slow-carrier", "openai").streams()).hasSize(1);
    }

    @Test
    void p3_a_process_that_dies_is_followed_by_another_one_that_goes_on() throws Exception {
        PhoneReport phone = keptUnder("crash", "openai");

        assertThat(phone.streams()).hasSize(2);
        assertThat(phone.spokenLines()).contains("One moment, please.");
    }

    @Test
    void r1_s11_w5_everything_may_go_wrong_in_one_call() throws Exception {
        assertThat(keptUnder("everything", "openai").streams()).hasSize(2);
    }

    private PhoneReport keptUnder(String plan, String provider) throws Exception {
        Rehearsal rehearsal = new Rehearsal(
                RehearsedProvider.speaking(provider),
                provider,
                1,
                Storyteller.told(AppSettings.businessOf(LoadedConfiguration.load(Optional.empty(), Map.of()))),
                FaultPlans.find(plan),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        LoadedConfiguration configuration = LoadedConfiguration.load(Optional.empty(), Map.of())
                .with(Map.of(
                        "switchhook.database-url",
                        "jdbc:h2:file:" + folder.resolve("calls"),
                        "switchhook.journal-directory",
                        folder.resolve("journal").toString()));

        Rehearsal.Result result = rehearsal.perform(Wiring.stage(configuration));
        rehearsal.print(result);

        String transcript = printed.toString(StandardCharsets.UTF_8);
        assertThat(result.promises()).as(transcript).isNotEmpty().allMatch(Promise::kept);
        assertThat(result.allKept()).isTrue();
        assertThat(transcript).contains("What went wrong on purpose (" + plan + ")", "Every promise was kept.");
        return result.phones().getFirst();
    }
}
