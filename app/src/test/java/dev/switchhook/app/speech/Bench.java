package dev.switchhook.app.speech;

import dev.switchhook.app.runtime.HandAlarm;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An exchange of two providers that are moved by hand, in a time that is moved by hand.
final class Bench {

    final HandAlarm time = new HandAlarm();
    final HandModel one = new HandModel("one");
    final HandModel two = new HandModel("two");
    final SpeechExchange exchange;
    private final AtomicInteger calls = new AtomicInteger();

    Bench() {
        this(0, 0);
    }

    /// @param mostOne how many sessions of the first provider may be in use
    /// @param mostTwo the same of the second one
    Bench(int mostOne, int mostTwo) {
        exchange = new SpeechExchange(
                List.of(new Provider(one, mostOne), new Provider(two, mostTwo)), ExchangeRules.standard(true), time);
    }

    static SpeechBriefing briefing(String call) {
        return new SpeechBriefing(new CallId(call), "Be kind.", List.of(), AudioFormat.MULAW_8K);
    }

    /// A new call opens its session.
    Talk open() {
        return open(briefing("call" + calls.incrementAndGet()));
    }

    Talk open(SpeechBriefing briefing) {
        return new Talk(briefing);
    }

    Provider provider(int number) {
        return exchange.providers().get(number - 1);
    }

    void pass(long milliseconds) {
        time.pass(Duration.ofMillis(milliseconds));
    }

    /// A session of the exchange, and everything that it says.
    final class Talk {

        final List<SpeechEvent> heard = new ArrayList<>();
        final SpeechSession session;

        private Talk(SpeechBriefing briefing) {
            session = exchange.open(briefing, heard::add);
        }

        /// The provider that became ready; empty text as long as none has.
        String provider() {
            return heard.stream()
                    .filter(SpeechEvent.Ready.class::isInstance)
                    .map(event -> ((SpeechEvent.Ready) event).provider())
                    .findFirst()
                    .orElse("");
        }
    }
}
