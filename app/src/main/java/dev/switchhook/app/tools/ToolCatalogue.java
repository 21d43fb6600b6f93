package dev.switchhook.app.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.tools.EffectLedger.Entry;
import dev.switchhook.app.tools.EffectLedger.LedgerUnavailable;
import dev.switchhook.app.tools.EffectLedger.Note;
import dev.switchhook.app.tools.EffectLedger.Reply;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.port.tool.ToolReports;
import dev.switchhook.domain.port.tool.ToolRunner;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All tools of a team, ready to run. Safe for use by several threads.
///
/// It never throws. Bad arguments and unknown tools are refusals that name what is wrong and what is allowed, so
/// that the model can repair its call; the tool has not run then. A tool that throws has failed, and nothing may be
/// claimed about its effect. An intent takes effect once: see [EffectLedger].
public final class ToolCatalogue implements ToolRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ToolCatalogue.class);

    /// After so many malformed calls in a row the model is told to stop trying.
    private static final int MOST_STUMBLES = 3;

    private static final int MOST_QUESTIONS = 3;
    private static final String GIVE_UP = "These were " + MOST_STUMBLES + " wrong calls in a row. Do not try again now:"
            + " apologise to the caller, and offer that a person takes over or calls back.";

    private final Map<String, CheckedTool> tools = new LinkedHashMap<>();
    private final EffectLedger ledger;
    private final OnceEach effects;
    private final Stumbles stumbles = new Stumbles();

    /// A catalogue of these tools whose effects this process alone remembers.
    ///
    /// @throws MistakenTools when a tool cannot be used as it is written
    public ToolCatalogue(Collection<? extends VoiceTool<?>> tools) {
        this(tools, List.of(), new MemoryEffectLedger());
    }

    /// A catalogue of these tools.
    ///
    /// @param others tools that bring their own schema
    /// @throws MistakenTools when a tool cannot be used as it is written
    public ToolCatalogue(
            Collection<? extends VoiceTool<?>> tools, Collection<? extends SchemaTool> others, EffectLedger ledger) {
        this(tools, others, ledger, time -> LockSupport.parkNanos(time.toNanos()));
    }

    ToolCatalogue(
            Collection<? extends VoiceTool<?>> tools,
            Collection<? extends SchemaTool> others,
            EffectLedger ledger,
            OnceEach.Pause pause) {
        List<String> mistakes = new ArrayList<>();
        SchemaWriter schemas = new SchemaWriter();
        tools.forEach(tool -> {
            try {
                add(new RecordTool<>(tool, schemas), mistakes);
            } catch (MistakenTools mistaken) {
                mistakes.addAll(mistaken.mistakes());
            }
        });
        others.forEach(tool -> add(tool, mistakes));
        if (!mistakes.isEmpty()) {
            throw new MistakenTools(mistakes);
        }
        this.ledger = ledger;
        this.effects = new OnceEach(ledger, pause);
    }

    private void add(SchemaTool tool, List<String> mistakes) {
        String name = tool.shown().name();
        if (name.equals(Tool.HANG_UP) || tools.containsKey(name)) {
            mistakes.add("tool " + name + ": the name is taken; allowed: a name of its own for every tool, and none is "
                    + Tool.HANG_UP);
            return;
        }
        try {
            tools.put(name, new CheckedTool(tool));
        } catch (MistakenTools mistaken) {
            mistakes.addAll(mistaken.mistakes());
        }
    }

    /// All tools as the model is shown them, the one that hangs up included.
    public Toolbox toolbox() {
        return Toolbox.of(tools.values().stream().map(CheckedTool::shown).toList());
    }

    /// The tools for a caller of whom so much is known, with the values that are allowed now. It may block.
    public Toolbox toolbox(Trust trust) {
        return Toolbox.of(tools.values().stream()
                .filter(tool -> tool.isFor(trust))
                .map(CheckedTool::shown)
                .toList());
    }

    /// How often a tool with an effect was called again and answered with what it had done.
    public long repeats() {
        return effects.hits();
    }

    /// The entry of a journal as it may be kept: without [PersonalData].
    public JournalEntry withoutPersonalData(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.ToolStarted(ToolCall(ToolCall.Id id, String tool, String arguments)) ->
                new JournalEntry.ToolStarted(new ToolCall(id, tool, masked(tool, arguments)));
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                new JournalEntry.ToolEnded(tool, masked(tool, outcome), took);
            default -> entry;
        };
    }

    private ToolOutcome masked(String tool, ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done done ->
                // The line repeats what the answer holds, and it is not known which words of it are personal.
                new ToolOutcome.Done(masked(tool, done.answer()), Optional.empty(), true, done.shown());
            case ToolOutcome.Pending(String answer) -> new ToolOutcome.Pending(masked(tool, answer));
            case ToolOutcome.Refused(String answer, var shown) -> new ToolOutcome.Refused(masked(tool, answer), shown);
            case ToolOutcome.Failed _, ToolOutcome.TimedOut _ -> outcome;
        };
    }

    private String masked(String name, String json) {
        @Nullable CheckedTool tool = tools.get(name);
        return tool == null ? json : tool.masked(json);
    }

    @Override
    public ToolOutcome run(IncomingCall caller, ToolCall call, Said said, ToolReports later) {
        @Nullable CheckedTool tool = tools.get(call.tool());
        try {
            if (tool == null || !tool.isFor(Trust.of(caller))) {
                return unknown(caller);
            }
            return switch (tool.read(call.arguments())) {
                case CheckedTool.Arguments.Wrong(List<Problem> problems) -> wrong(caller, problems);
                case CheckedTool.Arguments.Right right -> {
                    stumbles.over(caller.id());
                    yield run(new Attempt(
                            tool,
                            caller,
                            tool.intent(caller.id(), right),
                            right.arguments(),
                            said,
                            later,
                            System.nanoTime()));
                }
            };
        } catch (Throwable broken) {
            logFailure(caller, call.tool(), broken);
            return new ToolOutcome.Failed();
        }
    }

    private ToolOutcome run(Attempt attempt) {
        return attempt.tool().changes()
                ? effects.run(attempt)
                : attempt.outcome(attempt.reply(reply -> attempt.later().report(laterOutcome(attempt, reply))));
    }

    private static ToolOutcome laterOutcome(Attempt attempt, ToolReply reply) {
        try {
            return attempt.outcome(reply);
        } catch (RuntimeException broken) {
            logFailure(attempt.caller(), attempt.tool().name(), broken);
            return new ToolOutcome.Failed();
        }
    }

    /// What was done in the call, by the ledger. Where it does not know how a run ended, the tool is asked.
    @Override
    public List<ToolDeed> done(IncomingCall caller) {
        for (int tried = 0; tried < MOST_QUESTIONS; tried++) {
            try {
                return ledger.of(caller.id()).stream()
                        .flatMap(note -> deed(caller, note).stream())
                        .toList();
            } catch (LedgerUnavailable out) {
                LOG.warn("call={} event=ledger-unavailable why=\"{}\"", caller.id(), out.getMessage());
            } catch (RuntimeException broken) {
                logFailure(caller, "any", broken);
            }
        }
        return List.of();
    }

    /// Told as the journal tells it, without personal data, so that nothing is told twice.
    private Optional<ToolDeed> deed(IncomingCall caller, Note note) {
        String name = note.intent().tool();
        @Nullable CheckedTool tool = tools.get(name);
        if (tool == null) {
            return Optional.empty();
        }
        return switch (note.entry()) {
            case Entry.Begun _ -> Optional.empty();
            case Entry.Done(Reply(String answer, var personal)) -> {
                tool.personal().addAll(personal);
                yield Optional.of(new ToolDeed(name, tool.masked(answer)));
            }
            case Entry.Open(var _, var _, var _, String arguments) -> {
                try {
                    yield earlier(caller, note.intent(), tool, arguments);
                } catch (JsonProcessingException | RuntimeException broken) {
                    logFailure(caller, name, broken);
                    yield Optional.empty();
                }
            }
        };
    }

    private Optional<ToolDeed> earlier(IncomingCall caller, Intent intent, CheckedTool tool, String arguments)
            throws JsonProcessingException {
        ObjectNode asked = (ObjectNode) ArgumentText.STRICT.readTree(arguments);
        Attempt attempt = new Attempt(tool, caller, intent, asked, Said.NOTHING, _ -> {}, System.nanoTime());
        return attempt.earlier()
                .flatMap(reply -> reply instanceof ToolReply.Done done
                        ? Optional.of(new ToolDeed(tool.name(), tool.masked(attempt.answer(done))))
                        : Optional.empty());
    }

    /// The message of an exception may repeat the caller's data, so only its kind and place are logged above DEBUG.
    private static void logFailure(IncomingCall caller, String tool, Throwable broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        String cause =
                broken.getCause() == null ? "" : broken.getCause().getClass().getName();
        LOG.warn(
                "call={} event=tool-failed tool={} failure={} cause={} at=\"{}\"",
                caller.id(),
                tool,
                broken.getClass().getName(),
                cause,
                trace.length == 0 ? "an unknown place" : trace[0]);
        LOG.debug("call={} event=tool-failed tool={}", caller.id(), tool, broken);
    }

    private ToolOutcome wrong(IncomingCall caller, List<Problem> problems) {
        return stumbles.another(caller.id()) < MOST_STUMBLES
                ? refused(new Problems(problems))
                : refused(new LastProblems(problems, GIVE_UP));
    }

    private ToolOutcome unknown(IncomingCall caller) {
        String problem = "There is no tool of that name.";
        List<String> names =
                toolbox(Trust.of(caller)).tools().stream().map(Tool::name).toList();
        return stumbles.another(caller.id()) < MOST_STUMBLES
                ? refused(new UnknownTool(problem, names))
                : refused(new LastUnknownTool(problem, names, GIVE_UP));
    }

    private static ToolOutcome refused(Record answer) {
        return new ToolOutcome.Refused(AnswerText.of("refused", answer));
    }

    private record Problems(List<Problem> problems) {}

    private record LastProblems(List<Problem> problems, String say) {}

    private record UnknownTool(String problem, List<String> allowed) {}

    private record LastUnknownTool(String problem, List<String> allowed, String say) {}
}
