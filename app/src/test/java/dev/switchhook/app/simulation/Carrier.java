package dev.switchhook.app.simulation;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.domain.port.line.StreamTicket;
import org.jspecify.annotations.Nullable;

/// The carrier's record of the one call of a world, and what the carrier does with it: it asks us what to do, and
/// does that until it is done, or told something else by request.
///
/// What it does when nobody answers is what its own small fallback document says: speak, wait, ask again. After an
/// abnormal end of a media connection it may also do nothing at all; whether the real one asks then is not known.
final class Carrier {

    /// Who ended the call.
    enum End {
        CALLER,
        OUR_REQUEST,
        OUR_ANSWER,
        AFTER_LAST_WORD,
        HARD_LIMIT
    }

    private static final int ANSWER_PATIENCE = 15_000;
    private static final int FALLBACK_PAUSE = 8_000;

    private final World world;
    private final Cluster cluster;
    private final IncomingCall call;
    private final Watch watch;

    /// Grows with everything new that the carrier does; what was planned before is void.
    private int plan;

    /// The plan to do nothing and to ask nobody, if that was the latest one.
    private int idlePlan = -1;

    private @Nullable Stream stream;
    private @Nullable Stream lastStream;
    private boolean atDesk;
    private int streams;
    private boolean over;
    private long overAt = Long.MAX_VALUE;
    private long audibleUntil;
    private long alone;

    Carrier(World world, Cluster cluster, IncomingCall call, Watch watch) {
        this.world = world;
        this.cluster = cluster;
        this.call = call;
        this.watch = watch;
    }

    // The course of the call.

    /// Somebody phones.
    void ring() {
        askHowToBegin(1);
        if (world.goesWrong(Fault.ANNOUNCED_AGAIN)) {
            world.in(
                    world.between(0, 40_000),
                    () -> cluster.anyone().ifPresent(process -> {
                        process.announced();
                        process.asked(() -> process.board().announce(call));
                    }));
        }
        world.in(world.between(100, 3_000), () -> report(LineStatus.UP));
    }

    private void askHowToBegin(int attempt) {
        int mine = ++plan;
        NodeProcess process = cluster.behindTheBalancer();
        if (!process.reachable()) {
            notReached(mine, attempt, () -> askHowToBegin(attempt + 1), () -> askHowToBegin(1));
            return;
        }
        world.at(world.now() + ANSWER_PATIENCE, () -> given(mine, () -> fallBack(() -> askHowToBegin(1))));
        process.announced();
        process.asked(() -> {
            Admission answer = process.board().announce(call);
            world.tell(() -> process + " announced -> " + answer);
            process.answers(() -> given(mine, () -> begin(answer)));
        });
    }

    private void begin(Admission answer) {
        switch (answer) {
            case Admission.Admitted(StreamTicket ticket) -> connect(ticket, 1);
            case Admission.Busy(String line, var _) -> {
                watch.busy();
                say(line, this::endAfterLastWord);
            }
            case Admission.Elsewhere _ -> askHowToBegin(1);
            case Admission.Replayed _ -> fallBack(() -> askWhatNext(1));
        }
    }

    private void connect(StreamTicket ticket, int attempt) {
        int mine = ++plan;
        NodeProcess process = cluster.behindTheBalancer();
        if (!process.reachable()) {
            notReached(mine, attempt, () -> connect(ticket, attempt + 1), () -> askWhatNext(1));
            return;
        }
        world.at(world.now() + ANSWER_PATIENCE, () -> given(mine, () -> streamNotMade()));
        process.asked(() -> {
            boolean expected = process.board().expects(ticket);
            process.answers(() -> given(mine, () -> {
                if (expected) {
                    shakeHands(process, ticket);
                } else {
                    world.tell(() -> process + " does not expect the ticket");
                    streamNotMade();
                }
            }));
        });
    }

    private void shakeHands(NodeProcess process, StreamTicket ticket) {
        plan++;
        Stream made = new Stream(world, this, process, ++streams);
        stream = made;
        lastStream = made;
        world.tell(() -> "stream " + made.number() + " to " + process);
        LineListener events = process.board().connect(ticket, call.id(), made);
        made.open(events);
        watch.streamOpened();
        if (world.goesWrong(Fault.RESET)) {
            world.in(world.between(0, 40_000), made::breaks);
        }
        if (world.goesWrong(Fault.HALF_OPEN)) {
            world.in(world.between(0, 40_000), made::goesQuiet);
        }
    }

    private void streamNotMade() {
        if (world.goesWrong(Fault.NO_QUESTION)) {
            idle();
        } else {
            askWhatNext(1);
        }
    }

    /// The carrier has noticed that a stream is gone.
    void streamEnded(Stream ended, boolean abnormal) {
        if (over || ended != stream) {
            return;
        }
        stream = null;
        audibleUntil = Math.min(audibleUntil, world.now());
        alone = world.now();
        watch.streamGone();
        world.tell(() -> "the carrier sees the end of stream " + ended.number());
        plan++;
        if (abnormal && world.goesWrong(Fault.NO_QUESTION)) {
            idle();
        } else if (watch.waitsAfterStream()) {
            idle();
        } else {
            askWhatNext(1);
        }
    }

    private void idle() {
        idlePlan = ++plan;
        world.tell("the carrier does nothing");
    }

    private void askWhatNext(int attempt) {
        int mine = ++plan;
        if (world.goesWrong(Fault.QUESTION_LOST)) {
            world.in(ANSWER_PATIENCE, () -> given(mine, () -> fallBack(() -> askWhatNext(1))));
            return;
        }
        NodeProcess process = cluster.behindTheBalancer();
        if (!process.reachable()) {
            notReached(mine, attempt, () -> askWhatNext(attempt + 1), () -> askWhatNext(1));
            return;
        }
        world.at(world.now() + ANSWER_PATIENCE, () -> given(mine, () -> fallBack(() -> askWhatNext(1))));
        process.asked(() -> {
            AfterStream answer = process.board().afterStream(call.id());
            world.tell(() -> process + " after-stream -> " + answer);
            process.answers(() -> given(mine, () -> follow(answer, process, End.OUR_ANSWER)));
        });
    }

    private void notReached(int mine, int attempt, Runnable again, Runnable later) {
        world.in(world.between(5, 300), () -> given(mine, attempt == 1 ? again : () -> fallBack(later)));
    }

    private void fallBack(Runnable then) {
        say("One moment, please.", () -> {
            int mine = plan;
            world.in(FALLBACK_PAUSE, () -> given(mine, then));
        });
    }

    private void given(int mine, Runnable then) {
        if (plan == mine && !over) {
            then.run();
        }
    }

    private void say(String line, Runnable then) {
        int mine = ++plan;
        long lasts = lasts(line);
        world.tell(() -> "the carrier says: " + line);
        audible(world.now() + lasts);
        world.in(lasts, () -> given(mine, then));
    }

    private static long lasts(String line) {
        return 1_000 + 40L * line.length();
    }

    private void follow(AfterStream answer, NodeProcess by, End end) {
        plan++;
        switch (answer) {
            case AfterStream.HangUp _ -> end(end, by);
            case AfterStream.Reconnect(StreamTicket ticket, var line) ->
                line.ifPresentOrElse(words -> say(words, () -> connect(ticket, 1)), () -> connect(ticket, 1));
            case AfterStream.Apologise(String line, var desk) -> {
                watch.apologyBegins(by, world.now() + lasts(line));
                say(line, desk.isPresent() ? this::dialDesk : this::endAfterLastWord);
            }
            case AfterStream.AskNow _ -> askWhatNext(1);
            case AfterStream.AskAgain(String line) ->
                say(line, () -> {
                    int mine = plan;
                    world.in(4_000, () -> given(mine, () -> askWhatNext(1)));
                });
        }
    }

    /// The caller talks to the desk for a while; one of the two ends that.
    private void dialDesk() {
        int mine = ++plan;
        long lasts = world.between(3_000, 100_000);
        world.tell("the caller is at the desk");
        atDesk = true;
        audible(world.now() + lasts);
        world.in(lasts, () -> given(mine, this::endAfterLastWord));
    }

    private void endAfterLastWord() {
        end(End.AFTER_LAST_WORD, null);
    }

    // Requests.

    /// Ends the call by request.
    ///
    /// @param earnest whether agent or policy had decided so when the request was made
    void hangUp(NodeProcess by, boolean earnest) {
        end(End.OUR_REQUEST, by, earnest);
    }

    /// Does something else with the call, by request.
    void redirect(AfterStream instruction, NodeProcess by) {
        if (over) {
            return;
        }
        world.tell(() -> "redirected by " + by + " to " + instruction);
        watch.redirected(by, instruction);
        takeStreamDown();
        atDesk = false;
        follow(instruction, by, End.OUR_REQUEST);
    }

    /// Ends the call by itself once it has lasted that long.
    void limit(long milliseconds) {
        world.at(milliseconds, () -> end(End.HARD_LIMIT, null));
    }

    private void takeStreamDown() {
        Stream old = stream;
        if (old != null) {
            stream = null;
            audibleUntil = Math.min(audibleUntil, world.now());
            alone = world.now();
            watch.streamGone();
            old.stop();
        }
    }

    // The end.

    /// The caller puts the phone down.
    void callerHangsUp() {
        end(End.CALLER, null);
    }

    private void end(End how, @Nullable NodeProcess by) {
        end(how, by, false);
    }

    private void end(End how, @Nullable NodeProcess by, boolean earnest) {
        if (over) {
            return;
        }
        watch.ends(how, by, earnest);
        atDesk = false;
        over = true;
        overAt = world.now();
        plan++;
        world.tell(() -> "THE CALL IS OVER: " + how);
        takeStreamDown();
        int reports = world.goesWrong(Fault.STATUS_LOST) ? 0 : world.goesWrong(Fault.STATUS_TWICE) ? 2 : 1;
        for (int i = 0; i < reports; i++) {
            long most = world.goesWrong(Fault.STATUS_LATE) ? 20_000 : 800;
            world.in(world.between(30, most), () -> report(LineStatus.DOWN));
        }
    }

    private void report(LineStatus status) {
        NodeProcess process = cluster.behindTheBalancer();
        if (process.reachable()) {
            process.asked(() -> process.board().statusChanged(call.id(), status));
        }
    }

    // How it is.

    boolean over() {
        return over;
    }

    /// When the record became terminal; [Long#MAX_VALUE] before.
    long overAt() {
        return overAt;
    }

    @Nullable
    Stream stream() {
        return stream;
    }

    /// The media connection that there is, or the one that there was last.
    @Nullable
    Stream lastStream() {
        return lastStream;
    }

    /// Whether the caller talks to the desk.
    boolean atDesk() {
        return atDesk;
    }

    /// Whether it does nothing with the call, and asks nobody.
    boolean doesNothing() {
        return plan == idlePlan;
    }

    /// The caller hears something until then.
    void audible(long until) {
        audibleUntil = Math.max(audibleUntil, until);
    }

    /// What was to be heard is dropped.
    void silent() {
        audibleUntil = world.now();
    }

    /// Until when the caller hears something; in the past when it is quiet.
    long audibleUntil() {
        return audibleUntil;
    }

    /// Since when there is no stream, if there is none.
    long alone() {
        return alone;
    }
}
