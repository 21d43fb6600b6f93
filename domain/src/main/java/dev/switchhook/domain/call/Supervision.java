package dev.switchhook.domain.call;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import java.time.Duration;
import java.time.Instant;

/// What operators do in a call. Each of their requests is noted once, with what has become of it.
final class Supervision {

    private final Course course;
    private final Prompter prompter;
    private final Voice voice;
    private final Duration slack;

    Supervision(Agent agent, Course course, CallRules rules) {
        this.course = course;
        this.prompter = agent.prompter();
        this.voice = agent.voice();
        this.slack = rules.farewell().slack();
    }

    /// Takes a request.
    void asked(OperatorRequest request, Instant now, Outbox out) {
        switch (request.act()) {
            case OperatorAct.HangUp _ -> hangsUp(request, now, out);
            case OperatorAct.SayExactly say when course.isServed() -> prompter.add(request, say, out);
            case OperatorAct.SayExactly _ -> note(request, OperatorResult.ENDS_ALREADY, out);
            case OperatorAct.Note _ -> note(request, OperatorResult.DONE, out);
        }
    }

    private void hangsUp(OperatorRequest request, Instant now, Outbox out) {
        boolean served = course.isServed();
        note(request, served ? OperatorResult.DONE : OperatorResult.ENDS_ALREADY, out);
        if (served) {
            course.hangUp(EndReason.OPERATOR_HUNG_UP, now, out);
        }
    }

    private static void note(OperatorRequest request, OperatorResult result, Outbox out) {
        out.journal(new JournalEntry.Operated(request, result));
    }

    /// Notes what was heard, and what will not be said any more. A farewell may be taken back, and then what waits is
    /// said after all.
    void look(Instant now, Outbox out) {
        if (prompter.isIdle()) {
            return;
        }
        prompter.heard(voice.provenMilliseconds(), voice.sounds(now, slack), out);
        if (!course.isServed() && !course.inConversation()) {
            prompter.ends(out);
        }
    }
}
