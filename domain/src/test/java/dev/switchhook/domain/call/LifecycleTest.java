package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.testkit.InWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everything that can happen, in every phase and every stage of leaving, against the table in `lifecycle.txt`.
///
/// The table is the specification: a change of behaviour shows as a change of its lines, to be reviewed like code.
/// When the test fails, the table of the code as it is now stands in `target/lifecycle.txt`.
class LifecycleTest {

    private static final Map<String, Supplier<CallScript>> PHASES = phases();
    private static final Map<String, Consumer<CallScript>> EVENTS = events();

    private static Map<String, Supplier<CallScript>> phases() {
        Map<String, Supplier<CallScript>> phases = new LinkedHashMap<>();
        phases.put("BEFORE THE LINE", CallScript::call);
        phases.put("CONNECTING", () -> CallScript.call().lineOpens());
        phases.put("TALKING", LifecycleTest::inReply);
        phases.put("FAREWELL", () -> inReply().hangUpWanted("r", "bye"));
        phases.put("FAREWELL SPOKEN", LifecycleTest::farewellSpoken);
        phases.put("GRACE", () -> farewellSpoken().plays(1000));
        phases.put("ASKING", LifecycleTest::asking);
        phases.put("PAUSING", () -> asking().carrierFails());
        phases.put("CLOSING LINE", () -> asking().carrierSaysDown());
        phases.put("APOLOGY", () -> inReply().breaks());
        phases.put("RECONNECTING: PAUSING", () -> inReply().lineIsLost());
        phases.put("RECONNECTING: ASKING", () -> inReply().callerHangsUp());
        phases.put("LET GO", () -> inReply().takenOver());
        phases.put("ENDED", () -> inReply().carrierSaysDown());
        return phases;
    }

    /// The agent is in the middle of a reply `r` of which 1 s waits to be played, and a tool `t` is running.
    private static CallScript inReply() {
        return CallScript.greeted()
                .replyStarts("r")
                .toolWanted("r", "t", "book_appointment")
                .replySounds("r", "i", 1000);
    }

    private static CallScript farewellSpoken() {
        return inReply().hangUpWanted("r", "bye").replyEnds("r", ReplyEnd.COMPLETE);
    }

    private static CallScript asking() {
        return farewellSpoken().plays(1000).passes(500);
    }

    private static Map<String, Consumer<CallScript>> events() {
        Map<String, Consumer<CallScript>> events = new LinkedHashMap<>();
        events.put("line opens", CallScript::lineOpens);
        events.put("caller sounds", call -> call.callerSounds(20));
        events.put("mark returns", call -> call.markReturns("g1:2200"));
        events.put("unknown mark", call -> call.markReturns("never sent"));
        events.put("key pressed", call -> call.callerPresses('1'));
        events.put("media stopped", CallScript::callerHangsUp);
        events.put("line lost", CallScript::lineIsLost);
        events.put("model ready", CallScript::modelReady);
        events.put("caller starts speaking", CallScript::callerStartsSpeaking);
        events.put("caller stops speaking", CallScript::callerStopsSpeaking);
        events.put("caller said", call -> call.callerSaid("yes"));
        events.put("reply starts", call -> call.replyStarts("r2"));
        events.put("reply sounds", call -> call.replySounds("r", "i", 100));
        events.put("other reply sounds", call -> call.replySounds("late", "late", 100));
        events.put("reply said", call -> call.replySaid("r", "i", "words"));
        events.put("tool wanted", call -> call.toolWanted("r", "t2", "book_appointment"));
        events.put("tool wanted again", call -> call.toolWanted("r", "t", "book_appointment"));
        events.put("hang-up wanted", call -> call.hangUpWanted("r", "h"));
        events.put("reply complete", call -> call.replyEnds("r", ReplyEnd.COMPLETE));
        events.put("reply interrupted", call -> call.replyEnds("r", ReplyEnd.INTERRUPTED));
        events.put("reply incomplete", call -> call.replyEnds("r", ReplyEnd.INCOMPLETE));
        events.put("reply failed", call -> call.replyEnds("r", ReplyEnd.FAILED));
        events.put("other reply complete", call -> call.replyEnds("late", ReplyEnd.COMPLETE));
        events.put("model faulted", call -> call.modelFaults(new SpeechFault.SessionExpired()));
        events.put("model closed", CallScript::modelCloses);
        events.put("tool answers", call -> call.toolAnswers("t"));
        events.put("unknown tool answers", call -> call.toolAnswers("never asked"));
        events.put("carrier says down", CallScript::carrierSaysDown);
        events.put("carrier accepts", CallScript::carrierAccepts);
        events.put("carrier says up", CallScript::carrierSaysUp);
        events.put("carrier fails", CallScript::carrierFails);
        events.put("hand over", CallScript::handOver);
        events.put("taken over", CallScript::takenOver);
        events.put("defect of ours", CallScript::breaks);
        events.put("woken too early", call -> call.on(new CallEvent.DeadlineReached()));
        events.put("time is up", LifecycleTest::untilWoken);
        return events;
    }

    private static void untilWoken(CallScript call) {
        if (!call.wakeAt().equals(Instant.MAX)) {
            call.passes(Duration.between(call.now(), call.wakeAt()));
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        PHASES.forEach((phase, begin) -> {
            table.append('\n').append(phase).append('\n');
            EVENTS.forEach((name, event) -> table.append(row(begin.get().forget(), name, event)));
        });
        return table.toString().stripLeading();
    }

    private static String row(CallScript call, String name, Consumer<CallScript> event) {
        String before = InWords.phase(call.phase());
        int notes = call.notes(JournalEntry.class).size();
        event.accept(call);
        String after = InWords.phase(call.phase());
        Stream<String> noted = call.notes(JournalEntry.class).stream()
                .skip(notes)
                .map(note -> "(" + note.getClass().getSimpleName() + ")");
        String effects = Stream.concat(call.did().stream(), noted).collect(Collectors.joining(", "));
        String next = after.equals(before) ? "" : "-> " + after;
        return "  %-24s%-27s%s".formatted(name, next, effects).stripTrailing() + "\n";
    }

    private static String written() throws IOException {
        try (InputStream table = LifecycleTest.class.getResourceAsStream("/lifecycle.txt")) {
            String all = table == null ? "" : new String(table.readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining("\n"))
                            .strip() + "\n";
        }
    }

    @Test
    void every_event_does_in_every_phase_what_the_table_says() throws IOException {
        String table = table();
        Files.writeString(Path.of("target", "lifecycle.txt"), table);
        assertThat(table).isEqualTo(written());
    }

    @Test
    void every_phase_is_the_one_that_its_name_says() {
        Set<String> otherwise = Set.of("BEFORE THE LINE");
        PHASES.forEach((name, begin) -> {
            if (!otherwise.contains(name)) {
                assertThat(InWords.phase(begin.get().phase())).isEqualTo(name);
            }
        });
    }

    @Test
    void every_pair_of_events_is_survived_in_every_phase_and_only_allowed_phases_follow() {
        List<String> failures = new ArrayList<>();
        PHASES.forEach((phase, begin) -> EVENTS.forEach((first, one) -> EVENTS.forEach((second, two) -> {
            CallScript call = begin.get();
            CallPhase.Kind before = call.phase().kind();
            try {
                one.accept(call);
                CallPhase.Kind between = call.phase().kind();
                two.accept(call);
                CallPhase.Kind after = call.phase().kind();
                if (!mayFollow(before, between) || !mayFollow(between, after)) {
                    failures.add(phase + ", " + first + ", " + second + ": " + between + ", " + after);
                }
            } catch (RuntimeException broken) {
                failures.add(phase + ", " + first + ", " + second + ": " + broken);
            }
        })));
        assertThat(failures).isEmpty();
    }

    /// Whether the second of these phases can be seen after the first one. A step may take several phases at once.
    private static boolean mayFollow(CallPhase.Kind before, CallPhase.Kind after) {
        return switch (before) {
            case CONNECTING, TALKING, RECONNECTING -> true;
            case LEAVING -> before.next().contains(after);
            case LET_GO, ENDED -> after == before;
        };
    }
}
