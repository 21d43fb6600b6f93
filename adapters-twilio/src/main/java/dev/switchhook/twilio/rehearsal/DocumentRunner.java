package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Executes the verbs of TwiML documents, one document at a time, in their own time. Lives on the event loop
/// of its call.
final class DocumentRunner {

    /// The call whose documents are executed.
    interface Owner {

        /// Open this stream; [#goOn] when it is over.
        void connect(Twiml.Connect wanted);

        /// Fetch the document there and execute it.
        ///
        /// @param more what is said beside the standard fields
        void fetch(URI url, Map<String, String> more);

        /// The call is over.
        void over(PhoneReport.Outcome outcome, String detail, String status);
    }

    /// Several times faster than a voice, so that rehearsals do not drag.
    private static final Duration PER_WORD = Duration.ofMillis(60);

    private final CallScene scene;
    private final CallRecord record;
    private final NumberSettings number;
    private final Owner owner;
    private Twiml document = new Twiml(List.of(), List.of());
    private URI documentUrl;
    private int next;
    private @Nullable Future<?> waiting;

    DocumentRunner(CallScene scene, CallRecord record, NumberSettings number, Owner owner) {
        this.scene = scene;
        this.record = record;
        this.number = number;
        this.owner = owner;
        this.documentUrl = number.voiceUrl();
    }

    /// Executes this document instead of whatever is being executed.
    ///
    /// @param url where it came from
    void execute(Twiml twiml, URI url) {
        drop();
        document = twiml;
        documentUrl = url;
        next = 0;
        step();
    }

    /// A verb that ends with a question is over: asks it, or goes on with the next verb when there is no
    /// question.
    void goOn(Optional<URI> action, Map<String, String> more) {
        if (action.isPresent()) {
            owner.fetch(documentUrl.resolve(action.get()), more);
        } else {
            step();
        }
    }

    /// Executes no more.
    void drop() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    private void after(Duration pause, Runnable action) {
        waiting = scene.after(pause, action);
    }

    private void step() {
        if (next == document.verbs().size()) {
            owner.over(PhoneReport.Outcome.ENDED_BY_TWIML, "the document was over", "completed");
            return;
        }
        switch (document.verbs().get(next++)) {
            case Twiml.Say(String line) -> {
                answer();
                scene.notes().spoken.add(new SpokenLine(line, System.nanoTime()));
                after(PER_WORD.multipliedBy(line.split("\\s+", -1).length), this::step);
            }
            case Twiml.Pause(Duration length) -> {
                answer();
                after(length, this::step);
            }
            case Twiml.Dial dial -> {
                answer();
                dial(dial);
            }
            case Twiml.Redirect(Optional<URI> url) ->
                owner.fetch(url.map(documentUrl::resolve).orElse(documentUrl), Map.of());
            case Twiml.Hangup _ -> owner.over(PhoneReport.Outcome.ENDED_BY_TWIML, "", "completed");
            case Twiml.Reject _ -> owner.over(PhoneReport.Outcome.REJECTED, "", "busy");
            case Twiml.Connect wanted -> {
                answer();
                owner.connect(wanted);
            }
        }
    }

    private void answer() {
        record.answer(System.nanoTime());
    }

    private void dial(Twiml.Dial dial) {
        note(dial, DeskEvent.What.RINGS);
        switch (number.desk()) {
            case FrontDesk.Answers(Duration rings, Duration talks)
            when rings.compareTo(dial.timeout()) <= 0 ->
                after(rings, () -> {
                    note(dial, DeskEvent.What.ANSWERS);
                    after(talks, () -> finish(dial, DeskEvent.What.HANGS_UP, "completed", talks));
                });
            case FrontDesk.Busy(Duration rings) ->
                after(rings, () -> finish(dial, DeskEvent.What.IS_BUSY, "busy", Duration.ZERO));
            case FrontDesk.Answers _, FrontDesk.NoAnswer _ ->
                after(dial.timeout(), () -> finish(dial, DeskEvent.What.DOES_NOT_ANSWER, "no-answer", Duration.ZERO));
        }
    }

    private void finish(Twiml.Dial dial, DeskEvent.What what, String status, Duration talked) {
        note(dial, what);
        goOn(dial.action(), CallForms.dialed(status, talked));
    }

    private void note(Twiml.Dial dial, DeskEvent.What what) {
        scene.notes().desk.add(new DeskEvent(dial.number(), what, System.nanoTime()));
    }
}
