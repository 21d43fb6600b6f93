package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Opening;
import dev.switchhook.app.spa.book.Placement;
import dev.switchhook.app.spa.book.Question;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a new appointment, or a new time for one, is agreed: the slot is held, read back, and booked upon the
/// caller's yes. Safe for use by several threads.
public final class Agreement {

    /// For how long a slot is kept for a caller who has not said yes.
    static final Duration HELD_FOR = Duration.ofMinutes(3);

    private static final int MOST_LOOKS = 2;
    private static final String ASK =
            "Nothing is booked yet. The slot is held for three minutes. Read this to the guest, ask whether it is"
                + " right, and stop. After a clear yes call this tool again with the same values and confirmed true.";
    private static final String NO_YES =
            "Nothing is booked. The guest has not said a clear yes to it. Ask what should be different, or ask once"
                    + " more.";
    private static final String LAPSED = "It was not held any more, so it has to be read back again.";

    private final FrontDesk desk;
    private final AppointmentBook book;
    private final Consent consent;
    private final ExactLines lines;
    private final Sweep sweep;

    /// An agreement that asks for the caller's consent in this way, and tells the code in these words.
    public Agreement(FrontDesk desk, Consent consent, ExactLines lines) {
        this.desk = desk;
        this.book = desk.book();
        this.consent = consent;
        this.lines = lines;
        this.sweep = new Sweep(desk.book());
    }

    /// Goes one step towards the appointment: holds and asks, or books when the caller has said yes.
    ///
    /// @param confirmed whether the model says that the guest has agreed
    ToolReply agree(ToolContext context, Wish wish, boolean confirmed) {
        Instant now = desk.now();
        Optional<ToolReply> earlier = confirmed ? outcomeOf(context, wish.house()) : Optional.empty();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Optional<Hold> own = book.heldBy(context.caller().id(), now);
        Placement placement = placed(wish, now, desk.rules());
        if (placement instanceof Placement.TooSoon
                && placed(wish, now, new Rules(Duration.ZERO, desk.rules().daysAhead()))
                        instanceof Placement.Placed(Slot kept)
                && own.filter(it -> wish.isHeldBy(it, kept)).isPresent()) {
            // It was not too soon when it was held.
            placement = new Placement.Placed(kept);
        }
        return switch (placement) {
            case Placement.Refused refused ->
                Refusals.of(
                        refused,
                        wish.service(),
                        wish.house(),
                        now,
                        desk.alternatives(wish, refused, context.caller().id(), now));
            case Placement.Placed(Slot treatment) -> {
                @Nullable
                Hold held = own.filter(it -> wish.isHeldBy(it, treatment)).orElse(null);
                if (held == null) {
                    yield hold(context, wish, treatment, now, confirmed ? LAPSED : "");
                }
                yield confirmed ? settle(context, wish, held, now) : again(context, wish, held, now);
            }
        };
    }

    private static Placement placed(Wish wish, Instant now, Rules rules) {
        return Placement.of(wish.house(), wish.service(), wish.therapist(), wish.date(), wish.time(), now, rules);
    }

    /// What was booked under this intent before, and is neither cancelled nor moved, if anything.
    Optional<ToolReply> outcomeOf(ToolContext context, House house) {
        return inForce(context).map(it -> done(it, house));
    }

    /// Whether what was booked under this intent is neither cancelled nor moved.
    boolean stands(ToolContext context) {
        return inForce(context).isPresent();
    }

    private Optional<Appointment> inForce(ToolContext context) {
        return book.bookedUnder(context.intent().key())
                .filter(it -> book.withCode(it.code()).filter(it::equals).isPresent());
    }

    private ToolReply done(Appointment booked, House house) {
        return lines.booked(booked.code(), Answers.agreed(booked, house));
    }

    private ToolReply hold(ToolContext context, Wish wish, Slot treatment, Instant now, String note) {
        sweep.at(now);
        Question day =
                new Question(wish.service(), wish.date(), 1, Optional.empty(), wish.therapist(), now, desk.rules());
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<Opening> free =
                    desk.openings(wish.house(), day, context.caller().id(), wish.moved()).at(treatment.start()).stream()
                            .sorted(Comparator.comparing(it -> !wish.isMovedFrom(it.therapist())))
                            .toList();
            for (Opening opening : free) {
                Appointment wished = new Appointment(
                        "",
                        wish.service().id(),
                        opening.therapist().id(),
                        opening.room().id(),
                        treatment,
                        wish.house().zone(),
                        wish.guest());
                HoldOutcome outcome = book.hold(
                        new Hold(
                                context.caller().id(),
                                wished,
                                wish.moved().map(Appointment::code),
                                now.plus(HELD_FOR),
                                context.said().turns()),
                        now);
                switch (outcome) {
                    case HoldOutcome.Held(Hold hold) -> {
                        return readBack(hold, wish, ASK, note.isEmpty() ? noteOn(context, wish, treatment, now) : note);
                    }
                    case HoldOutcome.Unknown _ -> {
                        return Refusals.bookUnavailable();
                    }
                    case HoldOutcome.Taken _ -> {
                        // Somebody else was faster; the next one may be free.
                    }
                }
            }
        }
        return Refusals.of(
                "full",
                new Problem("time", "is taken", "one of the alternatives, or another day"),
                desk.alternatives(
                        wish, new Placement.Placed(treatment), context.caller().id(), now));
    }

    /// Two people of one family may come together, and a model may have forgotten that it has booked.
    private String noteOn(ToolContext context, Wish wish, Slot treatment, Instant now) {
        boolean another = wish.moved().isEmpty()
                && Finder.shownNumber(context.caller()).map(number -> book.of(number, now)).orElse(List.of()).stream()
                        .anyMatch(it -> it.treatment().overlaps(treatment));
        return another
                ? "There is an appointment for that time under this number already. Ask whether this is one more; if"
                        + " so, ask for the other guest's name and book it for that name."
                : "";
    }

    /// The same wish once more: it is held for longer, and what the guest has said since still counts.
    private ToolReply again(ToolContext context, Wish wish, Hold held, Instant now) {
        return switch (book.hold(longer(wish, held, now), now)) {
            case HoldOutcome.Held(Hold hold) -> readBack(hold, wish, ASK, "");
            case HoldOutcome.Taken _ -> hold(context, wish, held.wished().treatment(), now, "");
            case HoldOutcome.Unknown _ -> Refusals.bookUnavailable();
        };
    }

    private static Hold longer(Wish wish, Hold held, Instant now) {
        return new Hold(
                held.call(), named(held.wished(), wish), held.replaces(), now.plus(HELD_FOR), held.readBackAt());
    }

    /// A name may be given with the yes.
    private static Appointment named(Appointment wished, Wish wish) {
        return wish.guest().name().isEmpty()
                ? wished
                : new Appointment(
                        wished.code(),
                        wished.service(),
                        wished.therapist(),
                        wished.room(),
                        wished.treatment(),
                        wished.zone(),
                        wish.guest());
    }

    private ToolReply settle(ToolContext context, Wish wish, Hold held, Instant now) {
        return switch (consent.to(context.said(), held.readBackAt())) {
            case OPEN -> readBack(held, wish, ASK, "");
            case DECLINED -> readBack(held, wish, NO_YES, "");
            case AGREED ->
                named(held.wished(), wish).equals(held.wished())
                        ? commit(context, wish, held, now)
                        : commitNamed(context, wish, held, now);
        };
    }

    /// The name that came with the yes is noted first; what is held stays what was read back.
    private ToolReply commitNamed(ToolContext context, Wish wish, Hold held, Instant now) {
        return switch (book.hold(longer(wish, held, now), now)) {
            case HoldOutcome.Held(Hold hold) -> commit(context, wish, hold, now);
            case HoldOutcome.Taken _ -> hold(context, wish, held.wished().treatment(), now, LAPSED);
            case HoldOutcome.Unknown _ -> Refusals.bookUnavailable();
        };
    }

    private ToolReply commit(ToolContext context, Wish wish, Hold held, Instant now) {
        CommitOutcome outcome = book.commit(
                context.caller().id(),
                Optional.of(held.wished().code()),
                context.intent().key(),
                now);
        return switch (outcome) {
            case CommitOutcome.Booked(Appointment booked) -> done(booked, wish.house());
            case CommitOutcome.NothingHeld _ ->
                hold(context, wish, held.wished().treatment(), now, LAPSED);
            case CommitOutcome.NothingToMove _ ->
                Refusals.showing(
                        "cancelled",
                        "nothing_to_move",
                        new Problem(
                                "code", "belongs to no appointment any more", "book a new one, if the guest wants"));
            case CommitOutcome.Unknown _ -> lookedUp(context, wish.house());
        };
    }

    /// The connection was lost at the commit: it is looked up, never tried again blindly. What is not found may
    /// still be on its way.
    private ToolReply lookedUp(ToolContext context, House house) {
        try {
            return outcomeOf(context, house).orElseGet(ToolReply.Unknown::new);
        } catch (AppointmentBook.BookUnavailable _) {
            return new ToolReply.Unknown();
        }
    }

    private static ToolReply readBack(Hold hold, Wish wish, String next, String note) {
        String line = Answers.line(hold.wished(), wish.house());
        String moved = wish.moved()
                .map(it -> "Instead of " + Answers.line(it, wish.house()) + ": ")
                .orElse("");
        return new ToolReply.NotYet(new Answers.ReadBack(moved + line, next, note));
    }
}
