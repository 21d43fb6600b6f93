package dev.switchhook.app.spa.store;

import static dev.switchhook.app.spa.store.TestHouse.BERLIN;
import static dev.switchhook.app.spa.store.TestHouse.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.book.GuestBook;
import dev.switchhook.app.spa.book.GuestBook.Guest;
import dev.switchhook.app.spa.book.GuestBook.Loyalty;
import dev.switchhook.app.store.Database;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every guest book promises, and what the demo's spa looks like in it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuestBookContract {

    private Database database;
    private GuestBook guests;

    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = TestHouse.open(url());
        TestHouse.execute(database.dataSource(), "delete from spa_service");
        TestHouse.execute(
                database.dataSource(),
                "delete from spa_therapist",
                "delete from spa_room",
                "delete from spa_holiday",
                "delete from spa_opening_hours");
        assertThat(DemoSeed.sow(database.dataSource(), BERLIN, NOW, DemoSeed.Scope.DIARY))
                .isTrue();
        guests = new JdbcGuestBook(database.dataSource(), InstantSource.fixed(NOW), new Random(1));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_guest_of_the_demo_is_known_by_number_with_visits_preferences_and_history() {
        Guest guest = guests.find("+493023125701").orElseThrow();

        assertThat(guest.name()).isEqualTo("Katharina Vogel");
        // One or two of today's may be over, too.
        assertThat(guest.visits()).isBetween(22, 24);
        assertThat(guest.loyalty()).isEqualTo(Loyalty.GOLD);
        assertThat(guest.preferences()).containsExactly("Firm pressure on the shoulders, no scented oil.");
        assertThat(guest.history()).hasSize(10);
        assertThat(guest.history())
                .filteredOn(visit -> visit.day().isBefore(LocalDate.of(2026, 11, 20)))
                .isNotEmpty()
                .allMatch(visit -> visit.therapist().equals("Anna"));
        assertThat(guest.history())
                .isSortedAccordingTo((one, other) -> other.day().compareTo(one.day()));
    }

    @Test
    void the_demo_is_sown_once() {
        assertThat(DemoSeed.sow(database.dataSource(), BERLIN, NOW, DemoSeed.Scope.DIARY))
                .isFalse();
    }

    @Test
    void the_demo_has_no_overlaps_and_its_coming_days_are_partly_taken() {
        assertThat(new Overlaps(database.dataSource()).count()).isZero();
        long ahead = TestHouse.count(
                database.dataSource(),
                "select count(*) from spa_appointment where starts_at > '2026-11-20 13:05:00+00'");
        assertThat(ahead).isBetween(100L, 600L);
    }

    @Test
    void what_is_noted_is_kept_and_an_empty_text_leaves_what_was() {
        guests.note("+4930111", "Ada", "Prefers Ben.");
        guests.note("+4930111", "", "No music.");
        guests.note("+4930111", "", "No music.");
        guests.note("+4930111", "Ada L.", "");

        Guest guest = guests.find("+4930111").orElseThrow();
        assertThat(guest.name()).isEqualTo("Ada L.");
        assertThat(guest.preferences()).containsExactlyInAnyOrder("Prefers Ben.", "No music.");
        assertThat(guest.loyalty()).isEqualTo(Loyalty.NEW);
        assertThat(guest.history()).isEmpty();
    }

    @Test
    void nobody_has_an_unknown_number_and_no_number_is_nobodys() {
        assertThat(guests.find("+4930999")).isEmpty();
        assertThat(guests.find("anonymous")).isEmpty();
        assertThat(guests.find("")).isEmpty();
        assertThatThrownBy(() -> guests.note("anonymous", "Ada", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void i3_of_16_who_note_the_same_guest_at_once_all_succeed() throws SQLException {
        List<String> done = Crowd.run(16, i -> {
            guests.note("+4930222", "Mia", "Line " + i % 2);
            return "done";
        });

        assertThat(done).hasSize(16);
        assertThat(guests.find("+4930222").orElseThrow().preferences()).hasSize(2);
    }
}
