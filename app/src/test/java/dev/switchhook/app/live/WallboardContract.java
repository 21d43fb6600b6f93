package dev.switchhook.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the board of live calls shows, whichever database it is read from.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WallboardContract {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Database database;
    private Outage outage;
    private LiveHouse house;
    private Wallboard wallboard;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
    }

    @BeforeEach
    void begin() throws SQLException {
        outage = new Outage(database.dataSource());
        house = new LiveHouse(database.dataSource());
        house.clear();
        house.process("north");
        house.process("south");
        wallboard = new Wallboard(outage.database(), house);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private Board next() {
        house.pass(SECOND);
        return wallboard.look(NOW);
    }

    private Glimpse only(Board board) {
        assertThat(board.seats()).hasSize(1);
        return board.seats().getFirst().glimpse();
    }

    private static JournalEntry caller(String text) {
        return new JournalEntry.Spoken(new Turn.Caller(text));
    }

    private static JournalEntry agent(String text) {
        return new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), text));
    }

    private void talking(String call, String node) throws SQLException {
        house.call(call, "+4930123456", node);
        house.note(call, node, new JournalEntry.LineOpened());
        house.note(call, node, new JournalEntry.Attended("Serenity", Optional.empty()));
        house.note(call, node, new JournalEntry.ModelReady("gpt", SECOND));
        house.note(call, node, new JournalEntry.Attended("Serenity", Optional.of("openai")));
    }

    @Test
    void without_calls_there_is_nothing_to_see_but_the_processes() {
        Board board = wallboard.look(NOW);

        assertThat(board.seats()).isEmpty();
        assertThat(board.live()).isZero();
        assertThat(board.lostSince()).isEmpty();
        assertThat(board.processes()).extracting(ProcessGlimpse::node).containsExactly("north", "south");
    }

    @Test
    void a_call_that_is_live_already_is_read_from_its_beginning() throws SQLException {
        talking("CA1", "north");
        house.note("CA1", "north", caller("I would like a massage."));

        Glimpse call = only(wallboard.look(NOW));

        assertThat(call.caller()).isEqualTo("...56");
        assertThat(call.assistant()).contains("Serenity");
        assertThat(call.provider()).contains("openai");
        assertThat(call.stage()).isEqualTo(Stage.TALKING);
        assertThat(call.owner()).contains("north");
        assertThat(call.health()).isEqualTo(Health.FINE);
        assertThat(call.words()).contains(new Words(Words.Speaker.CALLER, "I would like a massage."));
    }

    @Test
    void what_calls_of_every_process_do_is_seen_at_the_next_look() throws SQLException {
        talking("CA1", "north");
        wallboard.look(NOW);
        talking("CA2", "south");
        house.note("CA1", "north", agent("Which day?"));
        house.note("CA2", "south", new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("1"), "book", "{}")));

        Board board = next();

        assertThat(board.seats()).extracting(seat -> seat.glimpse().call().value()).containsExactly("CA1", "CA2");
        assertThat(board.seats().get(0).glimpse().words().orElseThrow().text()).isEqualTo("Which day?");
        assertThat(board.seats().get(1).glimpse().tools()).containsExactly("book");
        assertThat(board.processes()).extracting(ProcessGlimpse::calls).containsExactly(1L, 1L);

        house.note("CA2", "south", new JournalEntry.ToolEnded("book", new ToolOutcome.Done("{}"), SECOND));
        assertThat(next().seats().get(1).glimpse().tools()).isEmpty();
    }

    @Test
    void an_entry_that_is_committed_after_a_later_one_is_not_missed() throws SQLException {
        talking("CA1", "north");
        talking("CA2", "south");
        wallboard.look(NOW);
        try (Connection slow = database.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            house.note(slow, "CA1", "north", new JournalEntry.ModelLost());
            house.note("CA2", "south", caller("Hello?"));
            assertThat(next().seats().get(0).glimpse().health()).isEqualTo(Health.FINE);
            slow.commit();
            slow.setAutoCommit(true);
        }

        assertThat(next().seats().get(0).glimpse().health()).isEqualTo(Health.MODEL_LOST);
    }

    @Test
    void an_entry_that_is_put_before_others_because_it_came_late_is_seen_after_a_while() throws SQLException {
        talking("CA1", "north");
        house.note("CA1", "south", new JournalEntry.LineResumed(SECOND));
        wallboard.look(NOW);
        house.note("CA1", "north", new JournalEntry.FalseClaim("booked"));
        house.execute("update journal_entry set kept = (select min(kept) from journal_entry) where kind = 'false-claim'");
        house.note("CA1", "south", caller("Hello?"));
        assertThat(only(next()).health()).isEqualTo(Health.FINE);

        house.pass(Duration.ofSeconds(20));
        next();
        house.pass(Duration.ofSeconds(20));

        assertThat(only(next()).health()).isEqualTo(Health.FALSE_CLAIM);
    }

    @Test
    void a_call_that_has_ended_stays_for_a_short_while_and_tells_why() throws SQLException {
        talking("CA1", "north");
        wallboard.look(NOW);
        house.note("CA1", "north", new JournalEntry.Leaving(EndReason.CALLER_HUNG_UP));
        house.note(
                "CA1",
                "north",
                new JournalEntry.Ended(new CallEnding(EndReason.CALLER_HUNG_UP, Duration.ofMinutes(1), SECOND)));
        house.state("CA1", "OVER");

        Board board = next();
        assertThat(only(board).stage()).isEqualTo(Stage.ENDED);
        assertThat(only(board).reason()).contains(EndReason.CALLER_HUNG_UP);
        assertThat(board.live()).isZero();

        house.pass(Gathering.LINGER);
        assertThat(next().seats()).isEmpty();
    }

    @Test
    void a_call_keeps_its_place_while_others_come_and_go() throws SQLException {
        talking("CA1", "north");
        talking("CA2", "north");
        wallboard.look(NOW);
        house.state("CA1", "OVER");
        next();
        house.pass(Gathering.LINGER);

        Board board = next();
        assertThat(board.seats()).extracting(Board.Seat::number).containsExactly(1);
        talking("CA3", "north");
        assertThat(next().seats())
                .extracting(seat -> seat.number() + " " + seat.glimpse().call())
                .containsExactly("0 CA3", "1 CA2");
    }

    @Test
    void a_call_whose_process_has_no_lease_any_more_needs_somebody() throws SQLException {
        talking("CA1", "north");
        house.lapse("north");

        Board board = wallboard.look(NOW);

        assertThat(only(board).health()).isEqualTo(Health.UNATTENDED);
        assertThat(board.troubled()).isOne();
        assertThat(board.processes().getFirst().lapsed()).isTrue();
    }

    @Test
    void while_the_database_is_out_the_last_that_was_seen_stays_and_is_said_to_be_old() throws SQLException {
        talking("CA1", "north");
        wallboard.look(NOW);
        outage.begin();

        Board lost = next();
        Board still = next();
        assertThat(lost.seats()).hasSize(1);
        assertThat(still.lostSince()).contains(lost.lostSince().orElseThrow());

        house.note("CA1", "north", caller("Are you there?"));
        outage.end();
        Board back = next();
        assertThat(back.lostSince()).isEmpty();
        assertThat(only(back).words().orElseThrow().text()).isEqualTo("Are you there?");
    }

    @Test
    void however_many_look_within_a_second_the_database_is_asked_once() throws SQLException {
        talking("CA1", "north");
        Board first = wallboard.look(SECOND);
        house.note("CA1", "north", caller("Hello?"));

        assertThat(List.of(wallboard.look(SECOND), wallboard.look(SECOND))).containsOnly(first);
        house.pass(SECOND.plusMillis(1));
        assertThat(only(wallboard.look(SECOND)).words()).isPresent();
    }

    @Test
    void more_calls_than_there_are_places_are_counted() throws SQLException {
        for (int i = 0; i < Wallboard.SEATS + 3; i++) {
            house.call("CA" + i, "anonymous", "north");
        }

        Board board = wallboard.look(NOW);

        assertThat(board.seats()).hasSize(Wallboard.SEATS);
        assertThat(board.more()).isEqualTo(3);
        assertThat(board.live()).isEqualTo(Wallboard.SEATS + 3L);
    }
}
