package dev.switchhook.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.EffectLedger.Entry;
import dev.switchhook.app.tools.EffectLedger.LedgerUnavailable;
import dev.switchhook.app.tools.EffectLedger.Note;
import dev.switchhook.app.tools.EffectLedger.Reply;
import dev.switchhook.app.tools.Intent;
import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every ledger promises.
abstract class EffectLedgerContract {

    static final Reply REPLY = new Reply("{\"outcome\":\"done\",\"name\":\"Mia\"}", Set.of("guest", "name"));

    abstract EffectLedger ledger();

    static Intent intent(String call, int number) {
        return new Intent(new CallId(call), "reserve_seat", "%064d".formatted(number));
    }

    @Test
    void the_first_run_begins_and_every_other_one_is_told_of_it() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        Intent intent = intent("CA1", 1);

        assertThat(ledger.begin(intent, "a", "{}")).isEqualTo(new Entry.Begun());
        assertThat(ledger.begin(intent, "b", "{}")).isInstanceOfSatisfying(Entry.Open.class, open -> {
            assertThat(open.run()).isEqualTo("a");
            assertThat(open.doubtful()).isFalse();
            assertThat(open.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(open.arguments()).isEqualTo("{}");
        });
        assertThat(ledger.begin(intent("CA2", 1), "c", "{}")).isEqualTo(new Entry.Begun());
    }

    @Test
    void d4_a_run_that_does_not_know_whether_it_has_begun_begins() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        ledger.begin(intent("CA3", 1), "a", "{}");

        assertThat(ledger.begin(intent("CA3", 1), "a", "{}")).isEqualTo(new Entry.Begun());
        ledger.doubtful(intent("CA3", 1), "a");
        assertThat(ledger.begin(intent("CA3", 1), "a", "{}")).isInstanceOf(Entry.Open.class);
    }

    @Test
    void the_first_reply_is_kept() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        Intent intent = intent("CA4", 1);
        ledger.begin(intent, "a", "{}");

        assertThat(ledger.done(intent, REPLY)).isEqualTo(REPLY);
        assertThat(ledger.done(intent, new Reply("{}", Set.of()))).isEqualTo(REPLY);
        assertThat(ledger.begin(intent, "b", "{}")).isEqualTo(new Entry.Done(REPLY));
        assertThat(ledger.beginAnew(intent, "a", "b")).isFalse();
        ledger.withoutEffect(intent, "a");
        ledger.doubtful(intent, "a");
        assertThat(ledger.begin(intent, "c", "{}")).isEqualTo(new Entry.Done(REPLY));
    }

    @Test
    void an_effect_that_nobody_has_announced_is_kept_as_well() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        Reply plain = new Reply("{\"outcome\":\"done\"}", Set.of());

        assertThat(ledger.done(intent("CA5", 1), plain)).isEqualTo(plain);
        assertThat(ledger.begin(intent("CA5", 1), "a", "{}")).isEqualTo(new Entry.Done(plain));
    }

    @Test
    void what_was_undone_begins_anew_and_a_run_is_not_undone() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        Intent intent = intent("CA10", 1);
        ledger.begin(intent, "a", "{}");
        ledger.undone(intent);
        assertThat(ledger.begin(intent, "b", "{}")).isInstanceOf(Entry.Open.class);

        ledger.done(intent, REPLY);
        ledger.undone(intent);

        assertThat(ledger.of(intent.call())).isEmpty();
        assertThat(ledger.begin(intent, "b", "{}")).isEqualTo(new Entry.Begun());
    }

    @Test
    void a_run_without_effect_leaves_nothing_and_only_its_own_note_goes() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        Intent intent = intent("CA6", 1);
        ledger.begin(intent, "a", "{}");

        ledger.withoutEffect(intent, "b");
        assertThat(ledger.begin(intent, "c", "{}")).isInstanceOf(Entry.Open.class);
        ledger.withoutEffect(intent, "a");
        assertThat(ledger.begin(intent, "c", "{}")).isEqualTo(new Entry.Begun());
    }

    @Test
    void a_doubtful_run_is_begun_anew_by_one() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        Intent intent = intent("CA7", 1);
        ledger.begin(intent, "a", "{}");
        ledger.doubtful(intent, "a");

        assertThat(ledger.begin(intent, "b", "{}"))
                .isInstanceOfSatisfying(
                        Entry.Open.class, open -> assertThat(open.doubtful()).isTrue());
        assertThat(ledger.beginAnew(intent, "a", "b")).isTrue();
        assertThat(ledger.beginAnew(intent, "a", "c")).isFalse();
        assertThat(ledger.begin(intent, "d", "{}"))
                .isInstanceOfSatisfying(
                        Entry.Open.class, open -> assertThat(open.run()).isEqualTo("b"));
    }

    @Test
    void the_notes_of_a_call_are_told_in_their_order() throws LedgerUnavailable {
        EffectLedger ledger = ledger();
        for (int i = 1; i <= 3; i++) {
            ledger.begin(intent("CA8", i), "run" + i, "{\"row\":" + i + "}");
        }
        ledger.done(intent("CA8", 1), REPLY);
        ledger.withoutEffect(intent("CA8", 2), "run2");

        assertThat(ledger.of(new CallId("CA8"))).extracting(Note::intent).contains(intent("CA8", 1), intent("CA8", 3));
        assertThat(ledger.of(new CallId("CA8"))).hasSize(2);
        assertThat(ledger.of(new CallId("CA9"))).isEmpty();
    }

    @Test
    void o11_of_many_runs_at_once_one_begins() throws Exception {
        EffectLedger ledger = ledger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                Intent intent = intent("CAR" + round, round);
                List<Future<Entry>> entries = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    String run = "run" + i;
                    entries.add(threads.submit(() -> ledger.begin(intent, run, "{}")));
                }
                int begun = 0;
                for (Future<Entry> entry : entries) {
                    begun += entry.get(20, TimeUnit.SECONDS) instanceof Entry.Begun ? 1 : 0;
                }
                assertThat(begun).isEqualTo(1);
            }
        }
    }
}
