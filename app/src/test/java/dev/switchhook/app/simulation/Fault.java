package dev.switchhook.app.simulation;

/// What may go wrong.
enum Fault {
    // Processes.
    /// A process is killed; its peers see the end of its connections.
    CRASH(1, 30_000),
    /// A process is gone without a word: nobody sees the end of its connections.
    VANISH(1, 40_000),
    /// A process is killed in the middle of a request, after the other side has done what was asked.
    CRASH_IN_REQUEST(0.05, 30_000),
    /// A process is told to stop.
    DRAIN(1, 20_000),
    /// What may block gets its thread late.
    SLOW_THREAD(0.1, 3_000),
    /// A living process does not answer when it is asked whether it lives.
    PROBE_UNANSWERED(1, 20_000),

    // The registry and the archive.
    /// Nobody reaches the registry for a while.
    REGISTRY_OUTAGE(1, 0),
    /// One process does not reach the registry for a while.
    REGISTRY_CUT_OFF(1, 0),
    /// One access to the registry fails.
    REGISTRY_REFUSES(0.1, 3_000),
    /// One access to the registry fails after it has taken effect.
    REGISTRY_ANSWER_LOST(0.1, 3_000),
    /// The archive cannot be read.
    ARCHIVE_UNAVAILABLE(1, 0),

    // Requests to the carrier.
    /// Every request fails for a while.
    REQUEST_OUTAGE(1, 0),
    /// A request fails, and nothing was done.
    REQUEST_FAILS(1, 1_000),
    /// The carrier says that it does not know the call.
    REQUEST_NOT_FOUND(0.5, 1_000),
    /// A request is obeyed, and its answer is lost.
    REQUEST_ANSWER_LOST(1, 6_000),
    /// A request is given up, and is obeyed later.
    REQUEST_LATE(0.5, 14_000),
    /// A look-up gives a state that has just passed.
    LOOK_UP_STALE(1, 1_000),

    // What the carrier tells.
    /// The question what to do after the stream gets lost.
    QUESTION_LOST(1, 25_000),
    /// The media connection ended abnormally, and the carrier goes on with nothing.
    NO_QUESTION(1, 0),
    /// Reports of the call's state are lost.
    STATUS_LOST(1, 0),
    /// A report of the call's state comes late.
    STATUS_LATE(1, 0),
    /// A report of the call's state comes twice.
    STATUS_TWICE(1, 0),
    /// The call is announced again.
    ANNOUNCED_AGAIN(1, 0),

    // The media connection.
    /// The carrier does not notice that we have closed the connection.
    CLOSE_LOST(1, 0),
    /// The connection breaks on both sides.
    RESET(1, 10_000),
    /// Nothing comes through any more, in either direction, and nobody is told.
    HALF_OPEN(1, 25_000),
    /// The carrier closes the connection without saying that it stops.
    STOP_MISSING(1, 0),
    /// A mark does not come back.
    MARK_LOST(0.05, 15_000),

    // The model and the tools.
    /// The provider does not want us, for good or just now.
    MODEL_REFUSES(0.3, 20_000),
    /// The provider takes long.
    MODEL_SLOW(0.5, 10_000),
    /// The session breaks.
    MODEL_DIES(0.1, 20_000),
    /// The model says nothing more in this reply, or does not begin it.
    MODEL_SILENT(0.1, 30_000),
    /// A reply fails.
    REPLY_FAILS(0.2, 10_000),
    /// Sound of a reply comes after it was cut short.
    LATE_SOUND(1, 0),
    /// A tool takes longer than its deadline.
    TOOL_SLOW(1, 15_000),
    /// A tool fails.
    TOOL_FAILS(1, 0);

    private final double weight;
    private final long ripples;

    Fault(double weight, long ripples) {
        this.weight = weight;
        this.ripples = ripples;
    }

    /// How often it comes in comparison with others: its share of the rate of faults.
    double weight() {
        return weight;
    }

    /// For how many milliseconds it may keep a sound system busy: bounds are counted from then.
    long ripples() {
        return ripples;
    }

    /// A set of these.
    static long bits(Fault... kinds) {
        long bits = 0;
        for (Fault kind : kinds) {
            bits |= kind.bit();
        }
        return bits;
    }

    @SuppressWarnings("EnumOrdinal") // A set of faults is one number, because it is asked for all the time.
    long bit() {
        return 1L << ordinal();
    }
}
