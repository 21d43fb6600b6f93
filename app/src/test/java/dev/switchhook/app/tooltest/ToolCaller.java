package dev.switchhook.app.tooltest;

import dev.switchhook.app.tools.EffectLedger.Entry;
import dev.switchhook.app.tools.EffectLedger.LedgerUnavailable;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// Calls tools as the model does in one call: by their names, with JSON text. Immutable; what is said about the caller
/// holds for the caller that is returned. Its effects are remembered by the test method.
public final class ToolCaller {

    /// Who calls unless the test says otherwise.
    public static final String NUMBER = "+15005550006";

    private final ToolBench bench;
    private final ToolBench.ToolProcess process;
    private final IncomingCall caller;
    private final List<Turn> said;

    ToolCaller(ToolBench bench) {
        this(bench, bench.process(), call(NUMBER), List.of());
    }

    private ToolCaller(ToolBench bench, ToolBench.ToolProcess process, IncomingCall caller, List<Turn> said) {
        this.bench = bench;
        this.process = process;
        this.caller = caller;
        this.said = said;
    }

    static IncomingCall call(String number) {
        return new IncomingCall(
                new CallId("CA" + UUID.randomUUID().toString().replace("-", "")),
                new PhoneNumber(number),
                new PhoneNumber("+15005550000"));
    }

    private ToolCaller with(IncomingCall other) {
        return new ToolCaller(bench, process, other, said);
    }

    /// The same call from another number.
    public ToolCaller from(String number) {
        return with(new IncomingCall(caller.id(), new PhoneNumber(number), caller.to(), caller.attestation()));
    }

    /// The same call with the number withheld.
    public ToolCaller withheld() {
        return from("anonymous");
    }

    /// The same call with what a carrier says about its number.
    public ToolCaller attested(Attestation attestation) {
        return with(new IncomingCall(caller.id(), caller.from(), caller.to(), attestation));
    }

    /// Another call of the same caller. Nothing was said in it yet.
    public ToolCaller inAnotherCall() {
        CallId another = call(NUMBER).id();
        return new ToolCaller(
                bench, process, new IncomingCall(another, caller.from(), caller.to(), caller.attestation()), List.of());
    }

    /// The caller has said this before the tool is called.
    public ToolCaller afterCallerSaid(String words) {
        return after(new Turn.Caller(words));
    }

    /// The agent has said this before the tool is called.
    public ToolCaller afterAgentSaid(String words) {
        return after(new Turn.Agent(new ItemId("said-" + said.size()), words));
    }

    private ToolCaller after(Turn turn) {
        List<Turn> all = new ArrayList<>(said);
        all.add(turn);
        return new ToolCaller(bench, process, caller, List.copyOf(all));
    }

    /// The names of the tools that the model is shown in this call, without the one that hangs up.
    public List<String> offered() {
        return process.catalogue().toolbox(Trust.of(caller)).tools().stream()
                .map(Tool::name)
                .filter(name -> !name.equals(Tool.HANG_UP))
                .toList();
    }

    /// The JSON schema of a tool's parameters as the model is shown it in this call.
    public String schemaOf(String tool) {
        return process.catalogue()
                .toolbox(Trust.of(caller))
                .find(tool)
                .orElseThrow(() -> new AssertionError(
                        "the model is not shown a tool " + tool + " in this call, only " + offered()))
                .parameters();
    }

    /// Calls a tool.
    ///
    /// @param arguments JSON text
    public CalledTool call(String tool, String arguments) {
        int before = bench.runs();
        List<String> later = new CopyOnWriteArrayList<>();
        int first = Math.max(0, said.size() - Said.MOST);
        String answer = process.catalogue()
                .run(
                        caller,
                        new ToolCall(new ToolCall.Id("call_" + UUID.randomUUID()), tool, arguments),
                        new Said(said.size(), said.subList(first, said.size())),
                        report -> later.add(report.answer()))
                .answer();
        return new CalledTool(tool + " " + arguments, answer, bench.runs() > before, later, kept(bench, caller.id()));
    }

    /// The effects that are kept of a call.
    static List<String> kept(ToolBench bench, CallId call) {
        try {
            return bench.ledger().of(call).stream()
                    .map(note -> note.intent().tool() + " "
                            + switch (note.entry()) {
                                case Entry.Done(var reply) -> reply.answer();
                                case Entry.Begun _ -> "begun";
                                case Entry.Open open -> open.doubtful() ? "nobody knows" : "begun";
                            })
                    .toList();
        } catch (LedgerUnavailable impossible) {
            throw new AssertionError("a ledger in memory is always there", impossible);
        }
    }
}
