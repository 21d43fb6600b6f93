package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.tools.Seats.End;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Intents that are repeated, interrupted and asked for again in another process: each takes effect once.
class ManyIntentsTest {

    private static final int INTENTS = 10_000;
    private static final List<End> TROUBLE = List.of(
            End.DONE,
            End.FULL,
            End.NOT_YET,
            End.BREAKS_BEFORE,
            End.BREAKS_AFTER,
            End.UNKNOWN_BEFORE,
            End.UNKNOWN_AFTER);

    /// Seats that are looked up by key only: nothing but the ledger forbids a second effect.
    private final Seats seats = new Seats();

    private final SchemaTool tool = new RecordTool<>(seats, new SchemaWriter());
    private final SteppedClock clock = new SteppedClock();

    @Test
    void o11_d4_effects_are_as_many_as_intents() throws Exception {
        FailingLedger ledger = new FailingLedger(new MemoryEffectLedger(clock));
        long seed = new Random().nextLong();

        Set<String> answers = asked(INTENTS, seed, ledger, ledger);

        assertThat(seats.effects).as("seed " + seed).hasSize(INTENTS);
        assertThat(seats.taken()).as("seed " + seed).isEqualTo(INTENTS);
        assertThat(answers).as("seed " + seed).hasSize(INTENTS);
    }

    @Test
    void without_a_ledger_that_processes_share_there_are_more_effects_than_intents() throws Exception {
        FailingLedger first = new FailingLedger(new MemoryEffectLedger(clock));
        FailingLedger second = new FailingLedger(new MemoryEffectLedger(clock));

        asked(500, 7, first, second);

        assertThat(seats.taken()).isGreaterThan(500);
    }

    /// Asks for every intent until it is done, at least twice.
    ///
    /// @return the answers of those that are done
    private Set<String> asked(int intents, long seed, FailingLedger first, FailingLedger second) throws Exception {
        Random random = new Random(seed);
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < intents; i++) {
            IncomingCall caller = new IncomingCall(
                    new CallId("CA" + i / 3), new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999"));
            ToolCatalogue process = process(first);
            int dones = 0;
            for (int repeat = 0; dones < 2; repeat++) {
                boolean calm = repeat > 4;
                seats.ends.clear();
                if (!calm) {
                    seats.ends.add(TROUBLE.get(random.nextInt(TROUBLE.size())));
                }
                FailingLedger ledger = repeat % 2 == 0 ? first : second;
                ledger.out = !calm && random.nextInt(10) == 0;
                ledger.mute = !calm && random.nextInt(10) == 0;
                // What was begun by a process that is killed now is gone on with by another one.
                ledger.deaf = !calm && random.nextInt(5) == 0;
                boolean killed = ledger.deaf || random.nextInt(4) == 0;
                ToolOutcome outcome =
                        !killed && random.nextInt(20) == 0 ? atOnce(process, caller, i) : run(process, caller, i);
                boolean told = !(killed && ledger.deaf);
                ledger.out = false;
                ledger.mute = false;
                ledger.deaf = false;
                if (killed) {
                    process = process(ledger == first ? second : first);
                }
                if (told && outcome instanceof ToolOutcome.Done(String answer, Optional<String> _, boolean _, var _)) {
                    dones++;
                    answers.add(answer);
                }
            }
        }
        return answers;
    }

    private ToolCatalogue process(EffectLedger ledger) {
        return new ToolCatalogue(List.of(), List.of(tool), ledger, _ -> clock.advance(Duration.ofSeconds(2)));
    }

    private static ToolOutcome run(ToolCatalogue tools, IncomingCall caller, int number) {
        String wish = "{\"row\":" + number + ",\"name\":\"Mia\"}";
        return tools.run(caller, new ToolCall(new ToolCall.Id("call"), "reserve_seat", wish), Said.NOTHING, _ -> {});
    }

    private static ToolOutcome atOnce(ToolCatalogue tools, IncomingCall caller, int number) throws Exception {
        CompletableFuture<ToolOutcome> other = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> other.complete(run(tools, caller, number)));
        ToolOutcome outcome = run(tools, caller, number);
        other.get(20, TimeUnit.SECONDS);
        return outcome;
    }
}
