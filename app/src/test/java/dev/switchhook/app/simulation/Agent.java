package dev.switchhook.app.simulation;

import dev.switchhook.domain.tool.Tool;
import org.jspecify.annotations.Nullable;

/// What the agent of the one call wants, whichever sessions with the model carry it: book once, if the caller needs
/// that, and end the call after the goodbyes.
final class Agent {

    /// The tool that the agent may use.
    static final String BOOK = "book_appointment";

    /// What the agent does within a reply, beside talking.
    enum Act {
        JUST_TALKS,
        BOOKS,
        HANGS_UP,
        SAYS_GOODBYE_ONLY
    }

    private final World world;
    private final Caller caller;
    private final String wish;
    private final boolean needsBooking;
    private int asked;
    private boolean told;
    private boolean wantsToHangUp;
    private boolean saidGoodbye;
    private long askedWhetherPresent = Long.MIN_VALUE;

    Agent(World world, Caller caller) {
        this.world = world;
        this.caller = caller;
        this.needsBooking = world.chance(0.4);
        this.wish = "{\"slot\":\"" + world.pick(1_000) + "\"}";
    }

    /// What the agent does in the reply that begins now.
    Act act(boolean farewell) {
        if (farewell) {
            saidGoodbye = true;
            return Act.SAYS_GOODBYE_ONLY;
        }
        if (needsBooking && !told && asked < 3 && world.chance(0.5)) {
            asked++;
            return Act.BOOKS;
        }
        if (caller.saidGoodbye()) {
            saidGoodbye = true;
            if (world.chance(0.8)) {
                wantsToHangUp = true;
                return Act.HANGS_UP;
            }
            return Act.SAYS_GOODBYE_ONLY;
        }
        return Act.JUST_TALKS;
    }

    /// The agent is told to ask whether the caller is still there.
    void asksWhetherPresent() {
        askedWhetherPresent = world.now();
    }

    /// When the agent was last told to ask whether the caller is still there; long ago when never.
    long askedWhetherPresent() {
        return askedWhetherPresent;
    }

    /// The arguments of the booking: the same ones whenever it is asked for.
    String wish() {
        return wish;
    }

    /// The name of the tool for an act, if it needs one.
    @Nullable
    String toolFor(Act act) {
        return switch (act) {
            case BOOKS -> BOOK;
            case HANGS_UP -> Tool.HANG_UP;
            case JUST_TALKS, SAYS_GOODBYE_ONLY -> null;
        };
    }

    /// The agent learns that the booking is done.
    void learnsOfBooking() {
        told = true;
    }

    /// A new session begins and knows only what it was told.
    void begins(boolean knowsOfBooking) {
        told = knowsOfBooking;
    }

    /// Whether the agent has asked for the end of the call.
    boolean wantedToHangUp() {
        return wantsToHangUp;
    }

    boolean saidGoodbye() {
        return saidGoodbye;
    }
}
