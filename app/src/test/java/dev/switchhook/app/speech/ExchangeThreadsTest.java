package dev.switchhook.app.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.runtime.HandAlarm;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.turn.ReplyId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// What several threads do to one session at once.
class ExchangeThreadsTest {

    private static final int MANY = 500;

    private final HandModel one = new HandModel("one");
    private final SpeechExchange exchange =
            new SpeechExchange(List.of(new Provider(one, 0)), ExchangeRules.standard(true), new HandAlarm());
    private final CyclicBarrier together = new CyclicBarrier(2);

    @RepeatedTest(50)
    void commands_and_events_keep_their_order_while_a_session_becomes_ready() throws Exception {
        List<SpeechEvent> heard = new CopyOnWriteArrayList<>();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        SpeechSession session = exchange.open(Bench.briefing("caller"), event -> {
            overlaps.addAndGet(atOnce.incrementAndGet() - 1);
            heard.add(event);
            atOnce.decrementAndGet();
        });
        HandModel.Session real = one.session(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> speaker = threads.submit(() -> {
                together.await(10, TimeUnit.SECONDS);
                for (int i = 0; i < MANY; i++) {
                    session.send(new SpeechCommand.Reply("" + i));
                }
                return null;
            });
            Future<?> provider = threads.submit(() -> {
                together.await(10, TimeUnit.SECONDS);
                real.ready();
                for (int i = 0; i < MANY; i++) {
                    real.says(new SpeechEvent.ReplyStarted(new ReplyId("" + i)));
                }
                return null;
            });
            speaker.get(20, TimeUnit.SECONDS);
            provider.get(20, TimeUnit.SECONDS);
        }
        session.close();

        assertThat(real.commands()).hasSize(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(real.commands().get(i)).isEqualTo(new SpeechCommand.Reply("" + i));
            assertThat(heard.get(i + 1)).isEqualTo(new SpeechEvent.ReplyStarted(new ReplyId("" + i)));
        }
        assertThat(heard.getFirst()).isInstanceOf(SpeechEvent.Ready.class);
        assertThat(heard).hasSize(MANY + 2).last().isEqualTo(new SpeechEvent.Closed());
        assertThat(overlaps.get()).isZero();
    }

    @RepeatedTest(50)
    void a_session_that_is_claimed_as_it_becomes_ready_or_fails_tells_everything_once(RepetitionInfo turn)
            throws Exception {
        boolean fails = turn.getCurrentRepetition() % 2 == 0;
        exchange.prepare(Bench.briefing("caller"));
        HandModel.Session real = one.session(1);
        one.willing();
        List<SpeechEvent> heard = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> caller = threads.submit(() -> {
                together.await(10, TimeUnit.SECONDS);
                exchange.open(Bench.briefing("caller"), heard::add);
                return null;
            });
            Future<?> provider = threads.submit(() -> {
                together.await(10, TimeUnit.SECONDS);
                if (fails) {
                    real.disconnects();
                } else {
                    real.ready();
                }
                return null;
            });
            caller.get(20, TimeUnit.SECONDS);
            provider.get(20, TimeUnit.SECONDS);
        }
        assertThat(heard).hasSize(1).first().isInstanceOf(SpeechEvent.Ready.class);
    }
}
