package dev.switchhook.app.simulation;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.EndReason.Decider;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Watches over the invariants of a call, at every step that is told to it and once in a second. The names I1 to I8
/// are those of the fault catalogue.
///
/// Bounds are counted from the last fault that could be an excuse ([World#calmFrom]): what must come true within a
/// time under any single fault must come true within that time after the last one.
final class Watch {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long END = 60_000;
    private static final long ANSWER = 25_000;
    private static final long SILENCE = 60_000;
    private static final long SILENCE_WITHOUT_FAULT = 15_000;
    private static final long WITHOUT_MODEL = 3_000;
    private static final long SPEND = 5_000;
    private static final long FENCED = 10_000;
    private static final long CUT = 100;
    private static final long WITHOUT_PROGRESS = 11_800;
    private static final long TWO_SILENCES = 19_500;
    private static final long ONE_SILENCE = 9_500;

    private final World world;
    private final CallId call;
    private final CallRegistry registry;
    private @Nullable Carrier carrier;
    private @Nullable Caller caller;
    private @Nullable Agent agent;
    private @Nullable Cluster cluster;
    private @Nullable Archive archive;

    private @Nullable EndReason reason;
    private @Nullable NodeProcess decider;
    private @Nullable NodeProcess earnestDecider;
    /// Whose farewell the caller has heard to its last word.
    private final Set<NodeProcess> saidGoodbye = new HashSet<>();
    private long decidedAt = NEVER;
    private long leavingFrom = NEVER;
    private long apologyUntil = NEVER;
    private boolean late;
    private boolean takenUnawares;
    private boolean apologyCutLate;
    private @Nullable NodeProcess apologiser;
    private boolean busy;
    private long longestSilence;
    private final Set<NodeProcess> haveHad = new HashSet<>();
    private CallState state = CallState.ANNOUNCED;
    private Optional<NodeId> owner = Optional.empty();
    private long epoch;
    private long ownedSince;
    private long worksSince = NEVER;
    private long waitsSince;
    private @Nullable Stream servedStream;
    private long longestGap = -1;
    private long streams;
    private int requestsToHangUp;
    private Carrier.@Nullable End end;

    Watch(World world, CallId call, CallRegistry registry) {
        this.world = world;
        this.call = call;
        this.registry = registry;
    }

    void over(Carrier itsCarrier, Caller itsCaller, Agent itsAgent, Cluster itsCluster, Archive itsArchive) {
        carrier = itsCarrier;
        caller = itsCaller;
        agent = itsAgent;
        cluster = itsCluster;
        archive = itsArchive;
        world.in(1_000, this::look);
    }

    CallId call() {
        return call;
    }

    /// Whether the document that the carrier follows makes it wait after the media connection, whatever we say.
    boolean waitsAfterStream() {
        return world.mix().sabotage() == Sabotage.ONE_SHOT;
    }

    // What the processes note.

    void noted(NodeProcess process, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Leaving(EndReason why) -> decided(process, why);
            case JournalEntry.FarewellTakenBack _ -> {
                decidedAt = NEVER;
                leavingFrom = NEVER;
                reason = null;
                earnestDecider = null;
                saidGoodbye.remove(process);
            }
            case JournalEntry.LineOpened _, JournalEntry.LineResumed _ -> {
                saidGoodbye.remove(process);
                resumed(process);
            }
            case JournalEntry.FarewellOver(boolean wholly) -> {
                leavingFrom = world.now();
                if (wholly) {
                    saidGoodbye.add(process);
                }
            }
            case JournalEntry.Ended _ -> claimsOver();
            default -> {}
        }
    }

    /// Whoever serves the call from now on has not heard of a decision that another process could not record.
    private void resumed(NodeProcess process) {
        apologyCutLate = false;
        servedStream = carrier.stream();
        waitsSince = world.now();
        if (decider != null && decider != process && state == CallState.LIVE) {
            decidedAt = NEVER;
            leavingFrom = NEVER;
            reason = null;
        }
    }

    private void decided(NodeProcess process, EndReason why) {
        if (decidedAt == NEVER) {
            decidedAt = world.now();
            leavingFrom = world.now();
        }
        if (reason == null || reason.decidedBy() == Decider.FAULT || reason.decidedBy() == Decider.CALLER) {
            reason = why;
            decider = process;
            earnestDecider = why.decidedBy() == Decider.FAULT ? earnestDecider : process;
        }
        boolean plausible = switch (why) {
            case AGENT_SAID_GOODBYE -> agent.wantedToHangUp();
            case CALLER_HUNG_UP -> carrier.over();
            case CALLER_SILENT -> silentLongEnough();
            case TIME_LIMIT -> world.now() >= 115_000 - 2 * NodeProcess.MOST_SKEW;
            case BOTH_SAID_GOODBYE -> agent.saidGoodbye() && caller.saidGoodbye();
            case OPERATOR_HUNG_UP -> false;
            // Who gets no answer cannot know that the caller has hung up.
            case LINE_LOST -> carrier.over() || Reasons.mayFail(world, why);
            case MODEL_UNAVAILABLE, MODEL_LOST, OUR_FAULT -> Reasons.mayFail(world, why);
        };
        if (!plausible) {
            world.broken("I2: " + process + " has no reason to end the call because of " + why);
        }
    }

    /// The policy asks after 10 s of silence, and ends the call after 10 s more.
    private boolean silentLongEnough() {
        long now = world.now();
        boolean asked = agent.askedWhetherPresent() > caller.lastHeard();
        if (now - caller.lastHeard() < TWO_SILENCES || !asked || now - agent.askedWhetherPresent() < ONE_SILENCE) {
            return false;
        }
        return now - caller.lastSpoke() >= TWO_SILENCES || world.accepts(Accepted.SILENT_IN_DEAD_CONNECTION);
    }

    /// A process has to do with the call.
    void hasHad(NodeProcess process) {
        haveHad.add(process);
    }

    /// Somebody says that the call is over.
    void claimsOver() {
        world.require(carrier.over(), "I1: an end is claimed only when the carrier's record says so");
    }

    /// See [Sabotage#EARLY_ENDING].
    void recordEarly(NodeProcess by, EndReason why) {
        if (world.mix().sabotage() == Sabotage.EARLY_ENDING && why.decidedBy() != Decider.FAULT) {
            try {
                registry.advance(call, epoch, CallState.ENDING, Optional.of(why));
                registryChanged(by);
            } catch (RegistryUnavailable never) {
                throw new IllegalStateException(never);
            }
        }
    }

    // What the carrier does.

    void streamOpened() {
        if (++streams > 1) {
            longestGap = Math.max(longestGap, world.now() - carrier.alone());
        }
        worksSince = world.now();
        apologyUntil = NEVER;
        takenUnawares = false;
    }

    /// The carrier begins to tell the caller that all lines are busy.
    void busy() {
        busy = true;
        world.require(world.seen(Fault.DRAIN), "I2: we are busy, and nobody is told to stop");
    }

    void streamGone() {
        worksSince = NEVER;
    }

    /// The carrier begins to tell the caller that we cannot go on.
    ///
    /// @param until when it will have said it all
    void apologyBegins(NodeProcess by, long until) {
        // An owner who told the caller before does not learn that somebody else does so now.
        apologyCutLate &= !owner.equals(Optional.of(by.id()));
        apologyUntil = until;
        takenUnawares = false;
        apologiser = by;
        boolean givenUp = state == CallState.FAILED || (reason != null && reason.decidedBy() == Decider.FAULT);
        if (!givenUp && !Reasons.mayBeUnknown(world)) {
            world.broken("I2: " + by + " gives up a call that nothing keeps from going on");
        }
    }

    /// The carrier obeys a request that was given up long ago. What that cuts nobody can help.
    ///
    /// @param now whether it does so now, or has done so
    void obeyedLate(boolean now) {
        late = now;
    }

    /// Whether a process could not know that the caller was apologised to: that was not kept when it read the past,
    /// another process was asked by the carrier meanwhile, or the answer to its own request was lost.
    private boolean apologyUnknownTo(NodeProcess by) {
        return (archive.tellsOfApologySince() >= by.readAt()
                        || by.withoutPast()
                        || (apologiser != by && by.readAt() > world.now())
                        || world.seen(Fault.REQUEST_ANSWER_LOST))
                && world.accepts(Accepted.APOLOGY_UNKNOWN);
    }

    private boolean lateRequest() {
        return late && world.accepts(Accepted.LATE_REQUEST);
    }

    /// The carrier does something else from now on.
    void redirected(NodeProcess by, AfterStream instruction) {
        boolean cutsApology = apologyUntil != NEVER && apologyUntil > world.now();
        apologyCutLate |= late && cutsApology;
        apologyUntil = apologyUntil <= world.now() ? apologyUntil : NEVER;
        world.require(
                !carrier.atDesk() || lateRequest() || apologyUnknownTo(by), "I2: a caller is torn away from the desk");
        takenUnawares |= (late || by.withoutRegistry()) && (cutsApology || carrier.atDesk());
        Stream stream = carrier.stream();
        boolean reconnects = reconnects(instruction);
        if (decidedInEarnest() && stream != null && stream.works() && stream.playsFor() > CUT) {
            boolean alone = by.withoutRegistry() || stream.process().withoutRegistry();
            boolean outOfReach = reconnects && alone && world.accepts(Accepted.MOVED_WITHOUT_REGISTRY);
            boolean unseen = !stream.process().canBeSeenToLive() && world.accepts(Accepted.TAKEN_FROM_UNSEEN);
            world.require(
                    outOfReach || unseen || lateRequest(), "I2: a caller who hears a farewell is moved, or given up");
        }
    }

    /// Whether agent or policy have decided so, as far as this process can know.
    boolean asksToHangUp(NodeProcess by) {
        requestsToHangUp++;
        boolean earnest = decidedInEarnest();
        if (servedByAnother(by) && !earnest) {
            world.broken("I2: " + by + " asks for the end of a call that another process serves");
        }
        return earnest;
    }

    void asksToRedirect(NodeProcess by, AfterStream instruction) {
        boolean reconnects = reconnects(instruction);
        if (servedByAnother(by) && !decidedInEarnest()) {
            boolean outOfReach = reconnects && by.withoutRegistry() && world.accepts(Accepted.MOVED_WITHOUT_REGISTRY);
            world.require(outOfReach, "I2: " + by + " moves or gives up a call that another process serves");
        }
    }

    private static boolean reconnects(AfterStream instruction) {
        return instruction instanceof AfterStream.Reconnect || instruction instanceof AfterStream.AskNow;
    }

    private boolean servedByAnother(NodeProcess by) {
        Stream stream = carrier.stream();
        return state == CallState.LIVE
                && owner.isPresent()
                && !owner.get().equals(by.id())
                && stream != null
                && stream.works()
                && stream.process() != by;
    }

    private boolean decidedInEarnest() {
        return reason != null && decidedAt != NEVER && reason.decidedBy() != Decider.FAULT;
    }

    /// Whether agent or policy had decided the end at this process, which cannot know that somebody else has resumed
    /// the call meanwhile, and says so when the carrier asks it.
    private boolean decidedOutOfReach(@Nullable NodeProcess by) {
        return by != null && ((by == earnestDecider && by.withoutRegistry()) || saidGoodbye.contains(by));
    }

    /// Whether a process that gets no answer from the registry has resumed a call whose end is recorded.
    private boolean resumedOutOfReach() {
        Stream stream = carrier.lastStream();
        return state == CallState.ENDING && stream != null && stream.process().withoutRegistry();
    }

    /// The carrier's record becomes terminal.
    ///
    /// @param earnest whether agent or policy had decided so when that was asked for
    void ends(Carrier.End how, @Nullable NodeProcess by, boolean earnest) {
        end = how;
        boolean byUs = how == Carrier.End.OUR_REQUEST || how == Carrier.End.OUR_ANSWER;
        if (how == Carrier.End.CALLER) {
            return;
        }
        // Who has said goodbye cannot know that a process that is cut off has put the caller through afterwards.
        boolean outOfReach = decidedOutOfReach(by);
        world.require(
                !byUs
                        || !carrier.atDesk()
                        || lateRequest()
                        || (outOfReach && world.accepts(Accepted.ENDED_OUT_OF_REACH)),
                "I2: a caller is ended who talks to the desk");
        boolean meant = earnest || decidedInEarnest();
        boolean told = busy || apologyUntil <= world.now();
        world.require(
                meant
                        || told
                        || (apologyUntil != NEVER && lateRequest())
                        // Who told the caller cannot know that this was cut, and that nobody served them since.
                        || (byUs && apologyCutLate && world.accepts(Accepted.LATE_REQUEST))
                        || ((outOfReach || resumedOutOfReach()) && world.accepts(Accepted.ENDED_OUT_OF_REACH)),
                "I2: a live caller is ended without a reason and without a word");
        Stream stream = carrier.lastStream();
        if (byUs && meant && stream != null && stream.playsFor() > CUT) {
            world.require(lateRequest() || mayBeCut(stream, by), "the farewell is heard to its last word");
        }
    }

    /// The rule of the product: a farewell is over when it was heard, when the line has proved no progress for 12 s,
    /// or when the line is lost.
    private boolean mayBeCut(Stream stream, @Nullable NodeProcess by) {
        // What is heard from a process that was cut off when it resumed a call being ended is no farewell.
        boolean another = state == CallState.ENDING
                && !owner.equals(Optional.of(stream.process().id()));
        return ((another || (stream.process() != by && stream.process().withoutRegistry()))
                        && world.accepts(Accepted.ENDED_OUT_OF_REACH))
                || (stream.lostToProcess() && world.accepts(Accepted.FAREWELL_WITHOUT_LINE))
                || (stream.withoutProgress() >= WITHOUT_PROGRESS && world.accepts(Accepted.FAREWELL_WITHOUT_PROGRESS));
    }

    // What the registry is told.

    void registryChanged(NodeProcess by) {
        Optional<CallRecord> found = record();
        if (found.isEmpty()) {
            return;
        }
        CallRecord record = found.get();
        if (!state.next().contains(record.state()) || record.epoch() < epoch) {
            world.broken("states go forward, and epochs grow, but not from " + state + " to " + record);
        }
        state = record.state();
        if (!record.owner().equals(owner)) {
            owner = record.owner();
            ownedSince = world.now();
        }
        epoch = record.epoch();
        if (state == CallState.OVER && !carrier.over()) {
            world.broken("I1: " + by + " records an end that the carrier denies");
        }
    }

    /// A process takes the call over.
    void takesOver(NodeProcess by, long asRead) {
        if (asRead != epoch || owner.isEmpty() || owner.get().equals(by.id())) {
            return;
        }
        boolean live = state == CallState.LIVE;
        boolean hears = state == CallState.ENDING && farewellPlaysFrom(owner.get());
        if (live || hears) {
            cluster.running().stream()
                    .filter(process -> process.id().equals(owner.get()) && process.alive())
                    .findFirst()
                    .ifPresent(process -> takenFromLiving(process, by, live));
        }
    }

    private boolean farewellPlaysFrom(NodeId process) {
        Stream stream = carrier.stream();
        return stream != null && stream.works() && stream.process().id().equals(process) && stream.playsFor() > CUT;
    }

    private void takenFromLiving(NodeProcess process, NodeProcess by, boolean live) {
        if (!process.canBeSeenToLive()) {
            world.accepts(Accepted.TAKEN_FROM_UNSEEN);
        } else if (live) {
            world.broken("I2: " + by + " takes a live call from its healthy owner");
        } else {
            world.broken("I2: " + by + " takes a call from its healthy owner while the farewell is heard");
        }
    }

    private Optional<CallRecord> record() {
        try {
            return registry.find(call);
        } catch (RegistryUnavailable never) {
            throw new IllegalStateException(never);
        }
    }

    // The model.

    /// A session begins, and knows of the past what its briefing says.
    void modelOpens(NodeProcess process, String instructions) {
        boolean knows = instructions.contains(Bookings.MARK);
        // With the first epoch nobody can know that the call was served before: that was never recorded.
        world.require(
                knows || archive.tellsOfBookingSince() > world.now() || pastMayBeMissing(process),
                "I3: a resumed session is told what was done");
        agent.begins(knows);
    }

    private boolean pastMayBeMissing(NodeProcess process) {
        return (epoch <= 1 || archive.tellsOfBookingSince() >= process.readAt() || process.withoutPast())
                && world.accepts(Accepted.WITHOUT_PAST);
    }

    // Once in a second.

    private void look() {
        long now = world.now();
        long calm = world.calmFrom();
        if (carrier.over()) {
            lookAfterEnd(now, calm);
        } else {
            lookAtLiveCall(now, calm);
        }
        for (NodeProcess process : cluster.running()) {
            for (ModelSession session : process.sessions()) {
                lookAtSpend(process, session, now, calm);
            }
        }
        world.in(1_000, this::look);
    }

    private void lookAtLiveCall(long now, long calm) {
        boolean overdue = decidedAt != NEVER && !carrier.atDesk() && now - Math.max(decidedAt, calm) > END;
        if (overdue && aloneAfterLateRequest()) {
            caller.givesUp();
            return;
        }
        if (overdue && !nobodyKnows()) {
            world.broken("I1: the end was decided at " + decidedAt + " ms (" + reason + "), and the line is still up");
        }
        long heard = Math.max(Math.min(now, carrier.audibleUntil()), caller.lastSpoke());
        long most = world.faults() == 0 ? SILENCE_WITHOUT_FAULT : SILENCE;
        longestSilence = Math.max(longestSilence, now - Math.max(heard, calm));
        if (now - Math.max(heard, calm) > most && nobodyKnows()) {
            world.accepts(Accepted.NOBODY_KNOWS);
            caller.givesUp();
            return;
        }
        if (now - Math.max(heard, calm) > most) {
            world.broken("I6: the caller has heard nothing since " + heard + " ms");
        }
        Stream stream = carrier.stream();
        boolean served = stream != null && stream == servedStream && stream.works() && decidedAt == NEVER;
        if (!served || stream.process().hasWellSession()) {
            // It may go wrong at any time up to the next look.
            waitsSince = now + 1_000;
        } else if (now - Math.max(heard, waitsSince) > WITHOUT_MODEL) {
            world.broken("I6: the caller waits for a model, and has heard nothing since " + heard + " ms");
        }
        if (stream != null && stream.works() && stream.process().hasWellSession()) {
            long since = Math.max(heard, worksSince);
            if (now - Math.max(since, calm) > ANSWER) {
                world.broken("I6: the caller has a line and a model, and no answer since " + since + " ms");
            }
        }
    }

    /// Whether a late request, or one of a process that is cut off, has taken the caller from the desk or on the way
    /// to it, where everybody goes on believing them, and the carrier asks nobody what to do with them.
    ///
    /// A look-up only tells that the call is up, as it is at the desk.
    private boolean aloneAfterLateRequest() {
        return takenUnawares
                && state == CallState.FAILED
                && carrier.doesNothing()
                && world.accepts(Accepted.ALONE_AFTER_LATE_REQUEST);
    }

    /// Whether everybody who ever had the call is dead, and had reached no registry when dying.
    private boolean nobodyKnows() {
        return record().isEmpty() && haveHad.stream().allMatch(NodeProcess::diedUnrecorded);
    }

    private void lookAfterEnd(long now, long calm) {
        if (now - Math.max(carrier.overAt(), calm) > END) {
            world.require(state == CallState.OVER, "I1: the call is over, and the registry does not know");
            cluster.running().stream()
                    .filter(process -> !process.idle())
                    .findFirst()
                    .ifPresent(process ->
                            world.broken("I8: the call is over, and something is left: " + process.leftovers()));
        }
    }

    private void lookAtSpend(NodeProcess process, ModelSession session, long now, long calm) {
        long lost = Math.max(session.openedAt(), calm);
        if (carrier.over() && now - Math.max(lost, carrier.overAt()) > SPEND) {
            world.broken("I5: " + process + " keeps a model session after the call");
        }
        boolean fenced = owner.isPresent() && !owner.get().equals(process.id());
        if (fenced && now - Math.max(lost, ownedSince) > FENCED) {
            world.broken("I5: " + process + " keeps a model session of a call that is not its own any more");
        }
    }

    // What came of it.

    /// Whether nothing is left to happen.
    boolean settled() {
        return carrier.over()
                && (state == CallState.OVER || record().isEmpty())
                && cluster.running().stream().allMatch(NodeProcess::idle);
    }

    /// How the call ended, in a word.
    String ending() {
        String why = reason == null ? "NOTHING_DECIDED" : reason.name();
        return end == Carrier.End.CALLER ? "CALLER" : end == null ? "NOT_ENDED" : why;
    }

    /// How long the caller was without a media connection between two, at most; -1 when never.
    long longestGap() {
        return longestGap;
    }

    /// How long it took from the decision, or from the farewell's last word, to the carrier's record; -1 when the
    /// call was not ended by us.
    long downAfter() {
        boolean byUs = end == Carrier.End.OUR_REQUEST || end == Carrier.End.OUR_ANSWER;
        return byUs && leavingFrom != NEVER ? carrier.overAt() - leavingFrom : -1;
    }

    /// For how long the caller heard nothing and said nothing, at most, since the last fault.
    long longestSilence() {
        return longestSilence;
    }

    int requestsToHangUp() {
        return requestsToHangUp;
    }
}
