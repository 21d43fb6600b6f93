package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.WrongTries;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.IncomingCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the appointment that a caller means, for whoever has the right to it: with its code; or with its day and
/// the guest's name, when the call shows the number under which it was booked and nobody has found that number to be
/// false. A call has three tries. Safe for use by several threads.
public final class Finder {

    private static final String EITHER = "the code; or the day, together with the name it was booked for";

    private final FrontDesk desk;
    private final AppointmentBook book;
    private final WrongTries tries;

    /// A finder that counts wrong tries there.
    public Finder(FrontDesk desk, WrongTries tries) {
        this.desk = desk;
        this.book = desk.book();
        this.tries = tries;
    }

    /// What a search came to.
    sealed interface Found {

        /// The one that is meant.
        record It(Appointment appointment) implements Found {}

        /// None, and why.
        record Not(ToolReply reply) implements Found {}
    }

    Found find(IncomingCall call, @Nullable String code, @Nullable LocalDate date, @Nullable String name) {
        String spoken =
                code == null ? "" : code.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
        String guest = name == null ? "" : GuestName.kept(name);
        if (spoken.isEmpty() && (date == null || guest.isEmpty())) {
            return refused("incomplete", new Problem("code", "it is not said which appointment is meant", EITHER));
        }
        String fingerprint = fingerprint(spoken.isEmpty() ? date + "\n" + guest.toLowerCase(Locale.ROOT) : spoken);
        int count = tries.begin(call.id(), fingerprint);
        if (count > WrongTries.MOST) {
            return refused(
                    "too_many_tries",
                    new Problem(
                            "code", "this call has had its three tries", "nothing more can be changed in this call"));
        }
        Instant now = desk.now();
        List<Appointment> fitting = spoken.isEmpty() && date != null
                ? onThatDay(call, date, guest, now)
                : book.withCode(spoken).stream().toList();
        if (fitting.isEmpty()) {
            int left = WrongTries.MOST - count;
            return refused(
                    "not_found",
                    new Problem(
                            spoken.isEmpty() ? "name" : "code",
                            "no appointment fits; without the code, the call has to come from the number that it was"
                                    + " booked with",
                            left == 0 ? "no more tries in this call" : EITHER + "; tries left: " + left));
        }
        tries.right(call.id(), fingerprint);
        if (fitting.size() > 1) {
            return new Found.Not(Refusals.showing(
                    "booked",
                    "several",
                    new Problem("date", "there are several appointments on that day", "the code")));
        }
        Appointment found = fitting.getFirst();
        return found.treatment().start().isAfter(now)
                ? new Found.It(found)
                : refused("past", new Problem("date", "that appointment is over, or has begun", "a later one"));
    }

    private List<Appointment> onThatDay(IncomingCall call, LocalDate date, String name, Instant now) {
        Optional<String> number = shownNumber(call);
        return number.map(it -> book.of(it, now)).orElse(List.of()).stream()
                .filter(it ->
                        LocalDate.ofInstant(it.treatment().start(), it.zone()).equals(date))
                .filter(it -> it.treatment().start().isAfter(now))
                .filter(it -> GuestName.fits(name, it.guest().name()))
                .toList();
    }

    /// The number, unless it is withheld or somebody has found it to be false.
    static Optional<String> shownNumber(IncomingCall call) {
        return call.attestation() == Attestation.FAILED
                ? Optional.empty()
                : call.from().e164();
    }

    private static Found refused(String reason, Problem problem) {
        return new Found.Not(Refusals.of(reason, problem));
    }

    /// So that no name and no code is kept with the count.
    private static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
