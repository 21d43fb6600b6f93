package dev.switchhook.app.speech;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session of an exchange. It tries providers until one is ready, and is that provider's session from then on.
/// What is said to it before waits; what a provider says that was given up is ignored.
///
/// Safe for use by several threads. The lock is held for decisions only: others are called by a [Lane] and a [Relay]
/// after it is free, so that they may call back.
final class ExchangeSession implements SpeechSession {

    /// A session without a listener has nothing to talk about; one that says more than this is given up.
    static final int MOST_UNHEARD = 100;

    /// Events that come before a session is ready, and are told after that.
    private static final int MOST_EARLY = 16;

    /// A ready session that says so often in a row that there is no room shows that its provider is of no use now.
    private static final int MOST_FAULTS = 3;

    private enum Stage {
        SEARCHING,
        READY,
        OVER
    }

    private final SpeechBriefing briefing;
    private final Search search;
    private final Alarm alarm;
    private final Relay relay;
    private final HeldCommands held;
    private final Consumer<ExchangeSession> whenOver;
    private final Lane lane;
    private final Notices notices;
    private final List<SpeechEvent> early = new ArrayList<>();

    private Stage stage = Stage.SEARCHING;
    private boolean heeded;
    private int faultsInARow;
    private @Nullable Attempt current;
    private volatile @Nullable SpeechSession direct;

    /// A session that waits for [#begin].
    ///
    /// @param whenOver told, without a lock, when the session is over
    ExchangeSession(
            SpeechBriefing briefing,
            Search search,
            Alarm alarm,
            Relay relay,
            HeldCommands held,
            Consumer<ExchangeSession> whenOver) {
        this.briefing = briefing;
        this.search = search;
        this.alarm = alarm;
        this.relay = relay;
        this.held = held;
        this.whenOver = whenOver;
        this.lane = new Lane(briefing.call());
        this.notices = new Notices(briefing.call());
    }

    SpeechBriefing briefing() {
        return briefing;
    }

    /// From now on somebody listens, and is told first what was said before.
    ///
    /// @return false when the session is over already, and nobody has been told
    boolean claim(SpeechListener listener) {
        synchronized (this) {
            if (stage == Stage.OVER) {
                return false;
            }
            heeded = true;
            search.wanted();
            relay.attach(listener);
        }
        relay.deliver();
        return true;
    }

    /// Tries the first provider, unless the session is over already: nobody would close what it opened.
    void begin() {
        decide(() -> {
            if (stage == Stage.SEARCHING && current == null) {
                tryNext(Optional.empty());
            }
        });
    }

    @Override
    public void send(SpeechCommand command) {
        SpeechSession ready = direct;
        if (ready == null) {
            ready = hold(command);
        }
        if (ready != null) {
            ready.send(command);
        }
    }

    private @Nullable SpeechSession hold(SpeechCommand command) {
        boolean room;
        synchronized (this) {
            if (direct != null || stage == Stage.OVER) {
                return direct;
            }
            room = held.add(command);
        }
        if (!room) {
            decide(() -> breakOff("too much waits for a provider that is ready"));
        }
        return null;
    }

    @Override
    public void close() {
        decide(() -> {
            switch (stage) {
                case SEARCHING -> {
                    giveUp();
                    relay.add(new SpeechEvent.Closed());
                    over();
                }
                case READY -> {
                    Attempt attempt = current;
                    if (attempt != null) {
                        lane.add(attempt::close);
                    }
                }
                case OVER -> {}
            }
        });
    }

    /// A provider of which nothing comes is left alone, so that the next session is another one's.
    @Override
    public void giveUp(SpeechFault why) {
        decide(() -> {
            Attempt attempt = current;
            if (stage == Stage.READY && attempt != null) {
                failsInUse(attempt, why);
            }
        });
        close();
    }

    private void heard(Attempt attempt, SpeechEvent event) {
        decide(() -> {
            if (attempt == current) {
                switch (stage) {
                    case SEARCHING -> heardEarly(attempt, event);
                    case READY -> heardReady(attempt, event);
                    case OVER -> {}
                }
            }
        });
    }

    private void heardEarly(Attempt attempt, SpeechEvent event) {
        switch (event) {
            case SpeechEvent.Ready _ -> {
                stage = Stage.READY;
                judge(attempt, Opening.READY, "");
                relay.add(event);
                early.forEach(relay::add);
                early.clear();
                lane.add(() -> handOver(attempt));
            }
            case SpeechEvent.Faulted(SpeechFault fault) -> failed(attempt, Opening.of(fault), fault);
            case SpeechEvent.Closed _ ->
                failed(
                        attempt,
                        Opening.DISCONNECTED,
                        new SpeechFault.Disconnected("closed before it was ready, without a reason"));
            default -> {
                if (early.size() < MOST_EARLY) {
                    early.add(event);
                }
            }
        }
    }

    private void heardReady(Attempt attempt, SpeechEvent event) {
        judgeInUse(attempt, event);
        relay.add(event);
        if (event instanceof SpeechEvent.Closed) {
            over();
        } else if (!heeded && relay.size() > MOST_UNHEARD) {
            lane.add(attempt::close);
            over();
        }
    }

    private void late(Attempt attempt, Duration budget) {
        decide(() -> {
            if (attempt == current && stage == Stage.SEARCHING) {
                failed(
                        attempt,
                        Opening.LATE,
                        new SpeechFault.Disconnected("not ready within " + budget.toMillis() + " ms"));
            }
        });
    }

    private void failed(Attempt attempt, Opening outcome, SpeechFault fault) {
        lane.add(attempt::close);
        judge(attempt, outcome, fault.toString());
        current = null;
        early.clear();
        search.failed(fault, alarm.now());
        tryNext(Optional.of(fault));
    }

    /// @param last what the latest attempt failed with
    private void tryNext(Optional<SpeechFault> last) {
        Instant now = alarm.now();
        search.next(now).ifPresentOrElse(next -> attempt(next, now), () -> end(search.verdict(last)));
    }

    private void attempt(Search.Try next, Instant now) {
        Attempt attempt = new Attempt(next.provider(), now, this::heard, alarm);
        current = attempt;
        lane.add(() -> alarm.wake(next.until(), () -> late(attempt, Duration.between(now, next.until()))));
        lane.add(() -> attempt.open(briefing));
    }

    /// What has waited is said to the session that became ready, before anything else.
    private void handOver(Attempt attempt) {
        SpeechSession ready = attempt.session();
        while (ready != null) {
            List<SpeechCommand> waiting;
            synchronized (this) {
                waiting = held.release();
                if (waiting.isEmpty()) {
                    direct = ready;
                    return;
                }
            }
            try {
                waiting.forEach(ready::send);
            } catch (RuntimeException | Error defect) {
                decide(() -> breakOff("what waited cannot be said"));
                throw defect;
            }
        }
    }

    private void breakOff(String why) {
        if (stage != Stage.OVER) {
            giveUp();
            end(new SpeechFault.Disconnected(why));
        }
    }

    private void giveUp() {
        Attempt attempt = current;
        if (attempt != null) {
            lane.add(attempt::close);
            if (stage == Stage.SEARCHING) {
                judge(attempt, Opening.ABANDONED, "");
            }
            current = null;
        }
    }

    private void end(SpeechFault why) {
        relay.add(new SpeechEvent.Faulted(why));
        relay.add(new SpeechEvent.Closed());
        over();
    }

    private void over() {
        stage = Stage.OVER;
        current = null;
        held.release();
        lane.add(() -> whenOver.accept(this));
    }

    private void judge(Attempt attempt, Opening outcome, String why) {
        Instant now = alarm.now();
        Provider.Judgement judgement = attempt.provider().judge(outcome, now);
        Duration took = Duration.between(attempt.begun(), now);
        lane.add(() -> notices.opening(attempt.provider().name(), outcome, why, took, judgement));
    }

    /// A provider may let us in and then have nothing for us, as one does whose budget is used up. The next session
    /// is better looked for elsewhere.
    private void judgeInUse(Attempt attempt, SpeechEvent event) {
        switch (event) {
            case SpeechEvent.ReplyFinished(ReplyId _, SpeechEvent.ReplyEnd end)
            when end == SpeechEvent.ReplyEnd.COMPLETE -> faultsInARow = 0;
            case SpeechEvent.Faulted(SpeechFault fault)
            when fault instanceof SpeechFault.Refused || fault instanceof SpeechFault.Busy -> {
                // Who refuses us in the middle of a session, because the account is empty, refuses the next one, too.
                if (++faultsInARow == MOST_FAULTS || fault instanceof SpeechFault.Refused) {
                    failsInUse(attempt, fault);
                }
            }
            default -> {}
        }
    }

    private void failsInUse(Attempt attempt, SpeechFault fault) {
        Instant now = alarm.now();
        Provider.Judgement judgement = attempt.provider().failsInUse(now);
        Duration age = Duration.between(attempt.begun(), now);
        String name = attempt.provider().name();
        lane.add(() -> notices.opening(name, Opening.of(fault), fault.toString(), age, judgement));
    }

    private void decide(Runnable decision) {
        synchronized (this) {
            decision.run();
        }
        lane.run();
        relay.deliver();
    }
}
