package dev.switchhook.app.simulation;

import dev.switchhook.domain.hangup.EndReason;

/// Which faults can lead to which end. An end because of a fault is plausible only when such faults were seen.
final class Reasons {

    private static final long MODEL_GOES = Fault.bits(Fault.MODEL_DIES, Fault.MODEL_SILENT);

    private static final long MODEL_STAYS_AWAY = Fault.bits(Fault.MODEL_REFUSES, Fault.MODEL_SLOW);

    /// So many failed replies in a row are enough, and so many sessions that did not last.
    private static final int TOO_MANY = 4;

    private static final long REGISTRY = Fault.bits(
            Fault.REGISTRY_OUTAGE, Fault.REGISTRY_CUT_OFF, Fault.REGISTRY_REFUSES, Fault.REGISTRY_ANSWER_LOST);

    /// What takes the media connection away, or keeps it from being made.
    private static final long LINE = Fault.bits(
            Fault.RESET,
            Fault.HALF_OPEN,
            Fault.CLOSE_LOST,
            Fault.CRASH,
            Fault.VANISH,
            Fault.CRASH_IN_REQUEST,
            Fault.DRAIN,
            Fault.QUESTION_LOST,
            Fault.REQUEST_LATE,
            Fault.SLOW_THREAD);

    /// What keeps the carrier from coming back, or us from knowing.
    private static final long RETURN = REGISTRY
            | Fault.bits(
                    Fault.QUESTION_LOST,
                    Fault.NO_QUESTION,
                    Fault.REQUEST_OUTAGE,
                    Fault.REQUEST_FAILS,
                    Fault.REQUEST_NOT_FOUND,
                    Fault.REQUEST_LATE,
                    Fault.REQUEST_ANSWER_LOST,
                    Fault.CRASH,
                    Fault.VANISH,
                    Fault.CRASH_IN_REQUEST);

    private Reasons() {}

    /// Whether what was seen can make us give a caller up for this reason.
    static boolean mayFail(World world, EndReason why) {
        return switch (why) {
            case MODEL_UNAVAILABLE -> world.times(MODEL_STAYS_AWAY) > 0;
            // Sessions end, by a fault or because they have lasted long enough, and a fault keeps the next from coming.
            case MODEL_LOST ->
                world.times(Fault.REPLY_FAILS.bit()) >= TOO_MANY
                        || world.times(MODEL_GOES) >= TOO_MANY
                        || world.times(MODEL_STAYS_AWAY) > 0;
            // Two faults, of which one takes the line and the other one keeps it from coming back.
            case LINE_LOST ->
                world.times(LINE | REGISTRY) > 0 && world.times(RETURN) > 0 && world.times(LINE | RETURN) > 1;
            // No scenario has a defect.
            case OUR_FAULT -> false;
            case AGENT_SAID_GOODBYE, CALLER_HUNG_UP, CALLER_SILENT, TIME_LIMIT, BOTH_SAID_GOODBYE, OPERATOR_HUNG_UP ->
                false;
        };
    }

    /// Whether a caller may be apologised to though nobody has given the call up: by somebody who does not know it,
    /// and cannot learn of it. That takes a registry that gives no answer, and something more.
    static boolean mayBeUnknown(World world) {
        return world.times(REGISTRY) > 0 && world.times(LINE | RETURN) > 1;
    }
}
