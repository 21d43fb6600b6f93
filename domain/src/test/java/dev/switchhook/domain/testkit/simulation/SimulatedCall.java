package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallPhase;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.Step;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One call of a [CallSimulation]: the real machine, its owner's loop, and the simulated peers around it.
final class SimulatedCall {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long HORIZON = World.FAULTS_END + 240_000;
    private static final Tool BOOK =
            new Tool("book_appointment", "Books.", "{\"type\":\"object\"}", Duration.ofSeconds(8));
    private static final Assistant ASSISTANT = new Assistant(
            "simulated",
            "Be kind.",
            "Greet.",
            Toolbox.of(List.of(BOOK)),
            HangupPolicies.firstOf(
                    HangupPolicies.afterMaxDuration(LONGEST), HangupPolicies.afterSilence(Duration.ofSeconds(10))));

    private final World world;
    private final Tampering tampering;
    private final Optional<Consumer<String>> trace;
    private final Call call;
    private final SimulatedModel model;
    private final SimulatedPhone phone;
    private final SimulatedCarrier carrier;
    private final Invariants invariants;
    private final Map<Class<?>, Integer> counts = new HashMap<>();
    private long wakeNumber;

    /// @param trace gets every event and effect in words; costly
    SimulatedCall(long seed, Tampering tampering, Optional<Consumer<String>> trace) {
        this.world = new World(seed);
        this.tampering = tampering;
        this.trace = trace;
        CallId id = new CallId("CA" + Long.toHexString(seed));
        PhoneNumber number = new PhoneNumber("+15005550006");
        this.call = new Call(new IncomingCall(id, number, number), ASSISTANT, CallRules.standard());
        this.model = new SimulatedModel(world, this::on);
        this.phone = new SimulatedPhone(world, this::on, model);
        this.carrier = new SimulatedCarrier(world, this::on, phone);
        this.invariants = new Invariants(world, phone, model, carrier);
    }

    /// Runs the call to its end.
    ///
    /// @return how it ended
    CallEnding run() {
        phone.begin(carrier::end, carrier::mediaClosed);
        if (world.chance(0.05)) {
            world.in(world.between(0, 60_000), () -> on(new CallEvent.DrainRequested()));
        }
        if (world.fault(0.01)) {
            world.in(world.between(0, 60_000), () -> on(new CallEvent.Broken()));
        }
        while (world.turn(HORIZON)) {
            // Every turn checks the invariants.
        }
        invariants.atTheEnd(call.phase());
        return Optional.of(call.phase())
                .filter(CallPhase.Ended.class::isInstance)
                .map(phase -> ((CallPhase.Ended) phase).ending())
                .orElseThrow();
    }

    private void on(CallEvent event) {
        invariants.before(event);
        CallPhase before = call.phase();
        Step step = call.on(event, world.instant());
        trace.ifPresent(lines -> {
            lines.accept(world.now() + " " + event + " -> " + call.phase());
            step.effects().forEach(effect -> lines.accept("        " + effect));
        });
        invariants.after(event, before, step, call.phase());
        step.effects().forEach(this::carryOut);
        invariants.settled(call.phase());
        wakeAt(step.wakeAt());
    }

    private void wakeAt(Instant wakeAt) {
        long number = ++wakeNumber;
        if (!wakeAt.equals(Instant.MAX)) {
            world.in(world.millisecondsOf(wakeAt) - world.now(), () -> {
                if (number == wakeNumber) {
                    on(new CallEvent.DeadlineReached());
                }
            });
        }
    }

    private void carryOut(CallEffect wanted) {
        int number = counts.merge(wanted.getClass(), 1, Integer::sum);
        switch (tampering.pass(wanted, number)) {
            case CallEffect.ToLine(var command) -> phone.take(command);
            case CallEffect.ToModel(var command) -> model.take(command);
            case CallEffect.ToTools(ToolCall tool) -> runTool(tool);
            case CallEffect.ToControl(var command) -> carrier.take(command);
            case CallEffect.OpenModel _ -> model.open();
            case CallEffect.CloseModel _ -> model.close();
            case CallEffect.CloseLine _ -> phone.close();
            case CallEffect.AnswerAfterStream(AfterStream answer) -> {
                invariants.afterStream(call.phase(), answer instanceof AfterStream.Apologise);
                carrier.answerAfterStream(answer);
            }
            case CallEffect.ToJournal _ -> {}
        }
    }

    private void runTool(ToolCall tool) {
        if (world.fault(0.05)) {
            return;
        }
        long takes = world.fault(0.1) ? world.between(7000, 12_000) : world.between(5, 1500);
        world.in(takes, () -> on(new CallEvent.FromTool(tool.id(), new ToolOutcome.Done("{}"))));
    }
}
