package dev.switchhook.app.spa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.BookingOutcome.Unknown;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpaDeskTest {

    private static final HangupPolicy POLICY = HangupPolicies.afterSilence(Duration.ofSeconds(15));

    private static final IncomingCall CALL =
            new IncomingCall(new CallId("CA1"), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));

    /// A book that never learns whether it has booked.
    private static final AppointmentBook DOUBTFUL = new AppointmentBook() {
        @Override
        public Set<TakenQuarter> taken(TimeSlot window) {
            return Set.of();
        }

        @Override
        public BookingOutcome book(BookingWish wish) {
            return new Unknown();
        }

        @Override
        public List<Appointment> bookedIn(CallId call) {
            return List.of();
        }
    };

    private static SpaDesk desk(SpaSettings settings, Instant now) {
        return new SpaDesk(settings, DOUBTFUL, InstantSource.fixed(now));
    }

    @Test
    void the_assistant_knows_its_name_its_menu_and_the_date_at_the_spa_but_not_the_callers_number() {
        // In Auckland it is already Saturday.
        SpaDesk desk = desk(
                new SpaSettings(ZoneId.of("Pacific/Auckland"), "Kauri Spa"), Instant.parse("2026-11-20T13:05:00Z"));
        ToolCatalogue tools = new ToolCatalogue(desk.tools());

        Assistant assistant = desk.assistants(tools.toolbox(), POLICY).answering(CALL);

        assertThat(assistant.name()).isEqualTo("Kauri Spa");
        assertThat(assistant.instructions())
                .contains(
                        "Kauri Spa", "Saturday, 2026-11-21", "hot stone massage", "Clara", "hang_up", "09:00", "20:00")
                .doesNotContain("4930123456");
        assertThat(assistant.greeting().words()).isNotBlank();
        assertThat(assistant.toolbox().tools())
                .extracting(Tool::name)
                .containsExactly("check_availability", "book_appointment", Tool.HANG_UP);
    }

    @Test
    void every_tool_that_the_instructions_name_exists() {
        SpaDesk desk = desk(SpaSettings.read(reader(Map.of())), Instant.parse("2026-11-20T13:05:00Z"));

        assertThat(desk.tools())
                .extracting(VoiceTool::name)
                .allSatisfy(name -> assertThat(desk.assistants(new ToolCatalogue(desk.tools()).toolbox(), POLICY)
                                .answering(CALL)
                                .instructions())
                        .contains(name));
    }

    @Test
    void i7_a_booking_whose_outcome_is_unknown_is_not_called_done_and_no_other_therapist_is_tried() {
        SpaDesk desk = desk(SpaSettings.read(reader(Map.of())), Instant.parse("2026-11-20T13:05:00Z"));

        ToolOutcome outcome = new ToolCatalogue(desk.tools())
                .run(
                        CALL,
                        new ToolCall(
                                new ToolCall.Id("call_1"),
                                "book_appointment",
                                "{\"service\":\"facial\",\"date\":\"2026-11-23\",\"time\":\"10:00\"}"));

        assertThat(outcome).isInstanceOf(ToolOutcome.TimedOut.class);
    }

    @Test
    void settings_have_defaults_and_wrong_ones_are_named() {
        SettingsReader unset = reader(Map.of());
        SettingsReader wrong = reader(Map.of("spa.zone", "Berlin", "spa.name", "Spa\u0007"));

        assertThat(SpaSettings.read(unset)).isEqualTo(new SpaSettings(ZoneId.of("Europe/Berlin"), "Serenity Spa"));
        assertThat(unset.mistakes()).isEmpty();
        SpaSettings.read(wrong);
        assertThat(wrong.mistakes()).hasSize(2).allMatch(line -> line.startsWith("SPA_"));
    }

    private static SettingsReader reader(Map<String, String> values) {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)));
    }
}
