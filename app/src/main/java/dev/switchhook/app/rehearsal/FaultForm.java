package dev.switchhook.app.rehearsal;

import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.RestFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// One form that a line of a fault plan may have.
///
/// @param pattern words as they are written; `TIME`, `KIND` and `xN` stand for what differs
/// @param meaning the fault that a line of this form means
record FaultForm(String pattern, Function<Words, Fault> meaning) {

    /// Every form there is.
    static final List<FaultForm> ALL = List.of(
            new FaultForm("rest KIND xN", words -> rest(words, Optional.empty())),
            new FaultForm("rest KIND for TIME", words -> rest(words, Optional.empty())),
            new FaultForm("rest KIND xN after TIME", words -> rest(words, Optional.of(words.time(0)))),
            new FaultForm("rest KIND for TIME after TIME", words -> rest(words, Optional.of(words.time(1)))),
            network("line reset after TIME", words -> new Mischief.Reset(words.time(0))),
            network("line reset mid-sentence", _ -> new Mischief.ResetInSpeech(Duration.ofSeconds(1))),
            network("line half-open after TIME for TIME", words -> new Mischief.HalfOpen(words.time(0), words.time(1))),
            network("mark lost", _ -> new Mischief.LostMarks(Duration.ZERO)),
            network("mark lost after TIME", words -> new Mischief.LostMarks(words.time(0))),
            network("mark late by TIME", words -> new Mischief.LateMarks(words.time(0))),
            network("status lost", _ -> new Mischief.LostStatus()),
            network("status shuffled", _ -> new Mischief.ShuffledStatus()),
            network("status repeated", _ -> new Mischief.RepeatedStatus()),
            network("status late by TIME", words -> new Mischief.LateStatus(words.time(0))),
            network("stop missing", _ -> new Mischief.MissingStop()),
            network("close lost", _ -> new Mischief.LostClose()),
            network("close late by TIME", words -> new Mischief.LateClose(words.time(0))),
            network("action lost", _ -> new Mischief.LostAction()),
            network("webhook slow by TIME", words -> new Mischief.SlowWebhooks(words.time(0))),
            new FaultForm("model drops after TIME", words -> new Fault.ModelDrops(words.time(0))),
            new FaultForm("crash after TIME", words -> new Fault.Crash(words.time(0))));

    /// What may stand for `KIND`.
    static final Map<String, RestFault> KINDS = new TreeMap<>(Map.of(
            "401", new RestFault.Status(401),
            "404", new RestFault.Status(404),
            "429", new RestFault.Status(429),
            "500", new RestFault.Status(500),
            "503", new RestFault.Status(503),
            "slow", new RestFault.Late(Duration.ofSeconds(3)),
            "timeout", new RestFault.Silence(),
            "timeout-but-applied", new RestFault.SilenceButApplied()));

    /// What stands in a line for the words that differ.
    ///
    /// @param times in the order in which they stand
    record Words(List<Duration> times, Optional<String> kind, Optional<Integer> count) {

        /// Keeps its own copy of the list.
        Words {
            times = List.copyOf(times);
        }

        Duration time(int index) {
            return times.get(index);
        }
    }

    private static FaultForm network(String pattern, Function<Words, Mischief> mischief) {
        return new FaultForm(pattern, words -> new Fault.Network(mischief.apply(words)));
    }

    private static Fault rest(Words words, Optional<Duration> after) {
        RestFault fault = words.kind().map(KINDS::get).orElseThrow();
        Optional<Duration> lasts = words.count().isPresent() ? Optional.empty() : Optional.of(words.time(0));
        return new Fault.Rest(fault, words.count(), lasts, after);
    }

    /// The first word.
    String subject() {
        return pattern.split(" ", 2)[0];
    }
}
