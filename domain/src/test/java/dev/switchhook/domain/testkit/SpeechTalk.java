package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.List;
import java.util.function.Predicate;

/// One session under test, with everything that it has told.
final class SpeechTalk implements AutoCloseable {

    private final SpeechModelContract.Bench bench;
    private final Recorded<SpeechEvent> events = new Recorded<>();
    private final SpeechSession session;

    SpeechTalk(SpeechModelContract.Bench bench, SpeechBriefing briefing) {
        this.bench = bench;
        this.session = bench.model().open(briefing, events::add);
    }

    SpeechModelContract.Bench bench() {
        return bench;
    }

    Recorded<SpeechEvent> events() {
        return events;
    }

    SpeechSession session() {
        return session;
    }

    void send(SpeechCommand command) {
        session.send(command);
    }

    void hear(AudioChunk sound) {
        TestSound.frames(sound).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
    }

    /// Asks for a reply and waits until it has begun.
    ReplyId begin(String cue) {
        send(new SpeechCommand.Reply(cue));
        return started();
    }

    /// Asks for a reply and waits until it is over.
    ReplyId ask(String cue) {
        ReplyId reply = begin(cue);
        assertThat(awaitFinished(reply)).isEqualTo(ReplyEnd.COMPLETE);
        return reply;
    }

    /// Asks for a short line that every role of these tests plays, and waits for its end: by then everything that
    /// was sent before has been understood.
    ReplyId fence() {
        return ask(SpeechPromises.FENCE);
    }

    ReplyId started() {
        return events.next(SpeechEvent.ReplyStarted.class).reply();
    }

    <E extends SpeechEvent> E next(Class<E> kind) {
        return events.next(kind);
    }

    <E extends SpeechEvent> E next(Class<E> kind, Predicate<E> fits) {
        return events.next(kind, fits);
    }

    <E extends SpeechEvent> List<E> all(Class<E> kind) {
        return events.all(kind);
    }

    ReplyEnd awaitFinished(ReplyId reply) {
        return next(
                        SpeechEvent.ReplyFinished.class,
                        finished -> finished.reply().equals(reply))
                .end();
    }

    AudioChunk soundOf(ReplyId reply) {
        return AudioChunk.of(
                AudioFormat.MULAW_8K,
                TestSound.join(all(SpeechEvent.ReplyAudio.class).stream()
                        .filter(audio -> audio.reply().equals(reply))
                        .map(SpeechEvent.ReplyAudio::audio)
                        .toList()));
    }

    /// The utterances whose sound has come so far, in the order of speaking.
    List<ItemId> items() {
        return all(SpeechEvent.ReplyAudio.class).stream()
                .map(SpeechEvent.ReplyAudio::item)
                .distinct()
                .toList();
    }

    List<String> said() {
        return all(SpeechEvent.ReplySaid.class).stream()
                .map(SpeechEvent.ReplySaid::text)
                .toList();
    }

    SessionReport closeAndReport() {
        session.close();
        next(SpeechEvent.Closed.class);
        SessionReport report = bench.report();
        assertThat(report.complaints()).as("breaches of the wire").isEmpty();
        return report;
    }

    @Override
    public void close() {
        session.close();
        if (all(SpeechEvent.Closed.class).isEmpty()) {
            next(SpeechEvent.Closed.class);
        }
        bench.close();
        assertEndsWithOneClosed(events);
    }

    static void assertEndsWithOneClosed(Recorded<SpeechEvent> events) {
        List<SpeechEvent> all = events.all();
        assertThat(all.stream().filter(SpeechEvent.Closed.class::isInstance))
                .as("closed once: %s", all)
                .hasSize(1);
        assertThat(all.getLast()).isInstanceOf(SpeechEvent.Closed.class);
    }
}
