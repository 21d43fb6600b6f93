package dev.switchhook.app.simulation;

import dev.switchhook.app.runtime.SwitchboardRules;
import dev.switchhook.app.store.MemoryCallRegistry;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.HangUpOrder;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.hangup.PhrasePack;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call in a world of its own.
final class SimulatedCall {

    /// What came of a call.
    ///
    /// @param violation the invariant that was broken, if one was
    /// @param ending how it ended, in a word
    /// @param faults how much went wrong
    /// @param longestGap see [Watch#longestGap]
    /// @param downAfter see [Watch#downAfter]
    /// @param steps how many steps it took
    /// @param longestSilence see [Watch#longestSilence]
    /// @param accepted see [World#accepted]
    /// @param story what happened last, if that was to be told
    record Outcome(
            @Nullable String violation,
            String ending,
            int faults,
            long longestGap,
            long downAfter,
            int steps,
            long longestSilence,
            int accepted,
            String story) {}

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final PhrasePack PHRASES = PhrasePack.parse(
            "simulated",
            "[commitments]\ni hang up\n[farewells]\ngoodbye\n[offers]\nif you want\n[goodbyes]\ngoodbye\n");

    private static final PhoneNumber DESK = new PhoneNumber("+15005550009");
    private static final CallRules PLAIN = plainRules(CallRules.standard().waitingSound());
    private static final CallRules SILENT = plainRules(Optional.empty());
    static final SwitchboardRules BOUNDS = SwitchboardRules.of(100, "All lines are busy.");
    static final Assistant ASSISTANT = new Assistant(
            "simulated",
            "Be kind.",
            "Greet the caller.",
            Toolbox.of(List.of(new Tool(Agent.BOOK, "Books.", "{\"type\":\"object\"}", Duration.ofSeconds(8)))),
            policy());

    private static final long AFTERMATH = 240_000;

    private final World world;
    private final CallRules rules;
    private final CallRegistry registry;
    private final Watch watch;
    private final Cluster cluster;
    private final Carrier carrier;
    private final Caller caller;
    private final Agent agent;
    private final Archive archive;
    private final Bookings bookings;
    private final long registryOutFrom;
    private final long registryOutUntil;
    private final long requestsDownFrom;
    private final long requestsDownUntil;

    /// @param tells whether the story is kept
    SimulatedCall(long seed, Mix mix, boolean tells) {
        world = new World(seed, mix, tells);
        rules = rules(world);
        PhoneNumber number = new PhoneNumber("+15005550006");
        IncomingCall call = new IncomingCall(new CallId("CA" + Long.toHexString(seed)), number, number);
        registry = new MemoryCallRegistry(world::instant);
        watch = new Watch(world, call.id(), registry);
        cluster = new Cluster(world, started -> new NodeProcess(world, this, started));
        carrier = new Carrier(world, cluster, call, watch);
        caller = new Caller(world, carrier);
        agent = new Agent(world, caller);
        archive = new Archive(world);
        bookings = new Bookings(world);
        watch.over(carrier, caller, agent, cluster, archive);
        boolean registryOut = world.goesWrong(Fault.REGISTRY_OUTAGE);
        registryOutFrom = registryOut ? world.between(0, 50_000) : Long.MAX_VALUE;
        registryOutUntil = registryOut ? outageFrom(registryOutFrom) : 0;
        boolean requestsDown = world.goesWrong(Fault.REQUEST_OUTAGE);
        requestsDownFrom = requestsDown ? world.between(0, 50_000) : Long.MAX_VALUE;
        requestsDownUntil = requestsDown ? outageFrom(requestsDownFrom) : 0;
        if (registryOut) {
            world.excuse(registryOutUntil + 20_000);
        }
        if (requestsDown) {
            world.excuse(requestsDownUntil + 35_000);
        }
    }

    /// A third of the worlds has a desk, and a quarter closes the media connection first.
    private static CallRules rules(World world) {
        CallRules plain = world.mix().sabotage() == Sabotage.NO_WAITING_SOUND ? SILENT : PLAIN;
        if (world.chance(0.33)) {
            plain = plain.withApology(plain.apology(), Optional.of(DESK));
        }
        return world.chance(0.25)
                ? plain.withEnding(HangUpOrder.MEDIA_FIRST, plain.ending().hardLimit())
                : plain;
    }

    private static CallRules plainRules(Optional<AudioChunk> waitingSound) {
        CallRules standard = CallRules.standard();
        return new CallRules(
                standard.modelReady(),
                standard.modelSilence(),
                standard.modelLoss(),
                Caller.PIECE,
                standard.longestReply(),
                standard.heldBytes(),
                standard.farewell(),
                standard.ending(),
                standard.resuming(),
                standard.apology(),
                standard.desk(),
                waitingSound,
                standard.claims());
    }

    private static HangupPolicy policy() {
        return HangupPolicies.firstOf(
                HangupPolicies.afterMaxDuration(LONGEST),
                HangupPolicies.whenBothSaidGoodbye(List.of(PHRASES), Duration.ofSeconds(6)),
                HangupPolicies.afterSilence(Duration.ofSeconds(10)));
    }

    /// Runs the call to its end.
    Outcome run() {
        cluster.start(world.chance(0.25) ? 1 : 2);
        carrier.ring();
        caller.live();
        int steps = 0;
        long horizon = Math.max(world.mix().faultsEnd(), LONGEST.toMillis()) + AFTERMATH;
        do {
            while (!watch.settled() && world.turn(horizon)) {
                steps++;
            }
            // What is under way arrives, and finds that everything is over.
            long soon = Math.min(horizon, world.now() + 3_000);
            while (world.turn(soon)) {
                steps++;
            }
        } while (!watch.settled() && world.violation() == null && world.now() < horizon);
        world.require(watch.settled(), "every call comes to its end");
        world.require(bookings.made() <= 1, "I3: one wish is booked once");
        world.blocking().close();
        return new Outcome(
                world.violation(),
                watch.ending(),
                world.faults(),
                watch.longestGap(),
                watch.downAfter(),
                steps,
                watch.longestSilence(),
                world.accepted(),
                world.story());
    }

    /// When an outage is over that begins then: within the time of faults.
    long outageFrom(long begin) {
        return Math.min(
                world.mix().faultsEnd(),
                begin + world.between(1_000, world.mix().longestOutage()));
    }

    boolean registryOut() {
        return world.now() >= registryOutFrom && world.now() < registryOutUntil;
    }

    boolean requestsDown() {
        return world.now() >= requestsDownFrom && world.now() < requestsDownUntil;
    }

    CallRegistry registry() {
        return registry;
    }

    CallRules rules() {
        return rules;
    }

    Watch watch() {
        return watch;
    }

    Cluster cluster() {
        return cluster;
    }

    Carrier carrier() {
        return carrier;
    }

    Caller caller() {
        return caller;
    }

    Agent agent() {
        return agent;
    }

    Archive archive() {
        return archive;
    }

    Bookings bookings() {
        return bookings;
    }
}
