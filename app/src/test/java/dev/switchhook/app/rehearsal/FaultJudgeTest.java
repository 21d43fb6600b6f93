package dev.switchhook.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.twilio.rehearsal.Complaint;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import dev.switchhook.twilio.rehearsal.Speech;
import dev.switchhook.twilio.rehearsal.SpokenLine;
import dev.switchhook.twilio.rehearsal.StreamSpan;
import dev.switchhook.twilio.rehearsal.Utterance;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What the judge of a rehearsal with faults lets pass, and what it does not.
class FaultJudgeTest {

    private static final AudioChunk NOTHING = AudioChunk.of(AudioFormat.MULAW_8K, new byte[0]);

    /// The plain story, in which something has to be done.
    private static final Story BOOKED_ONCE = new Story() {
        private final Story plain = new PlainStory();

        @Override
        public Part part(int number) {
            return plain.part(number);
        }

        @Override
        public Lines lines() {
            return plain.lines();
        }

        @Override
        public Deed deed() {
            return new Deed(1, "bookings", "booked once", "booked");
        }

        @Override
        public int deeds(DataSource database, String number) {
            return 1;
        }
    };

    private Outcome outcome = Outcome.ENDED_BY_REST;
    private String status = "completed";
    private int utterances = BOOKED_ONCE.lines().utterances();
    private long farewellMs = BOOKED_ONCE.lines().farewell().milliseconds();
    private int streams = 1;
    private long unplayed;
    private int bookings = 1;
    private boolean closed = true;
    private List<SpokenLine> spoken = List.of();
    private List<Complaint> complaints = List.of();
    private List<String> unfinished = List.of();
    private boolean recordedOver = true;
    private Optional<CallEnding> ending =
            Optional.of(new CallEnding(EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(30), Duration.ofMillis(700)));

    @Test
    void a_call_that_kept_every_promise_is_praised_with_its_figure() throws Exception {
        assertThat(broken("status lost")).isEmpty();
        assertThat(judged("status lost"))
                .extracting(Promise::text)
                .anyMatch(text -> text.contains("proven down, 700 ms after"));
    }

    @Test
    void a_line_that_nobody_has_proven_down_breaks_a_promise() throws Exception {
        ending = Optional.empty();
        assertThat(broken("status lost")).singleElement().asString().contains("not proven down");

        ending = Optional.of(
                new CallEnding(EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(90), Duration.ofSeconds(61)));
        assertThat(broken("status lost")).singleElement().asString().contains("only after 61000 ms");
    }

    @Test
    void a_farewell_that_was_cut_breaks_a_promise() throws Exception {
        unplayed = 800;
        assertThat(broken("mark lost")).singleElement().asString().contains("cut by 100 ms");

        unplayed = 0;
        farewellMs -= 1;
        assertThat(broken("mark lost")).singleElement().asString().contains("was not heard");
    }

    @Test
    void a_caller_who_was_cut_off_or_gave_up_breaks_a_promise() throws Exception {
        utterances = 2;
        assertThat(broken("status lost")).singleElement().asString().contains("cut off after saying 2 of 4");

        utterances = BOOKED_ONCE.lines().utterances();
        outcome = Outcome.CALLER_GAVE_UP;
        assertThat(broken("status lost")).singleElement().asString().contains("CALLER_GAVE_UP");
    }

    @Test
    void a_broken_line_without_another_connection_breaks_a_promise() throws Exception {
        assertThat(broken("line reset after 3s")).singleElement().asString().contains("only one media connection");

        streams = 2;
        assertThat(broken("line reset after 3s")).isEmpty();
    }

    @Test
    void two_bookings_break_a_promise_whatever_the_plan() throws Exception {
        bookings = 2;
        assertThat(broken("status lost")).singleElement().asString().contains("2 bookings");
        assertThat(broken("model drops after 3s")).singleElement().asString().contains("2 bookings");
    }

    @Test
    void without_its_model_a_call_may_end_with_an_apology_and_nothing_else_is_excused() throws Exception {
        bookings = 0;
        utterances = 2;
        farewellMs = 0;
        closed = false;
        assertThat(broken("model drops after 3s")).hasSize(2);

        spoken = List.of(new SpokenLine("We are sorry.", 1));
        outcome = Outcome.ENDED_BY_TWIML;
        assertThat(broken("model drops after 3s")).isEmpty();
        assertThat(broken("status lost")).hasSize(4);
    }

    @Test
    void what_is_left_over_breaks_a_promise() throws Exception {
        unfinished = List.of("CA1");
        assertThat(broken("close lost")).singleElement().asString().contains("left over at Twilio: 1");

        unfinished = List.of();
        recordedOver = false;
        assertThat(broken("close lost")).singleElement().asString().contains("registry takes the call for going on");

        recordedOver = true;
        closed = false;
        assertThat(broken("close lost")).singleElement().asString().contains("left open");
    }

    @Test
    void a_process_that_is_gone_cannot_be_reached_and_only_a_crash_excuses_that() throws Exception {
        streams = 2;
        complaints = List.of(new Complaint(11200, "/twilio/after-stream was answered 0"));
        assertThat(broken("crash after 5s")).isEmpty();
        assertThat(broken("line reset after 5s")).singleElement().asString().contains("11200");

        complaints = List.of(new Complaint(31951, "an unknown event"));
        assertThat(broken("crash after 5s")).singleElement().asString().contains("31951");
    }

    private List<String> broken(String plan) throws Exception {
        return judged(plan).stream()
                .filter(promise -> !promise.kept())
                .map(Promise::text)
                .toList();
    }

    private List<Promise> judged(String plan) throws Exception {
        SessionReport session = new SessionReport(NOTHING, List.of(), List.of(), List.of(), List.of(), closed);
        return new FaultJudge(BOOKED_ONCE, FaultPlans.read("test", plan), 0)
                .judge(new FaultJudge.Evidence(phone(), List.of(session), bookings, ending, unfinished, recordedOver));
    }

    private PhoneReport phone() {
        OptionalLong never = OptionalLong.empty();
        StreamSpan stream = new StreamSpan("MZ1", 1, OptionalLong.of(2), never, OptionalLong.of(3), unplayed);
        return new PhoneReport(
                "CA1",
                outcome,
                "",
                status,
                new PhoneReport.Times(never, never, never, never, never, never, never, never, never),
                List.of(new Speech(1, 2, farewellMs * 8, false)),
                Collections.nCopies(utterances, new Utterance(1, 2, 160)),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                unplayed,
                0,
                0,
                NOTHING,
                NOTHING,
                Collections.nCopies(streams, stream),
                spoken,
                List.of(),
                complaints);
    }
}
