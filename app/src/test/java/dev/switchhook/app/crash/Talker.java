package dev.switchhook.app.crash;

import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/// The agent of the crash test: books once in a call, chats, and at some utterance says goodbye and hangs up. One
/// session's part; a session that joins a call later learns from its instructions that there is a booking.
final class Talker implements Role {

    private static final int CHAT = 800;
    private static final int GOODBYE = 1_000;
    private static final int ONE_IN = 5;
    private static final int MOST_TRIES = 3;
    private static final int PER_HOUR = 3;
    private static final int PER_DAY = 10 * PER_HOUR;
    private static final int DAYS = 178;
    private static final LocalTime OPENS = LocalTime.of(9, 0);

    private final SessionNotes notes;
    private final Random random;
    private final IntSupplier bookings;
    private final LocalDate firstDay;
    private int tries;

    /// @param bookings numbers the bookings, so that no two want the same place in the book
    Talker(SessionNotes notes, Random random, IntSupplier bookings, LocalDate firstDay) {
        this.notes = notes;
        this.random = random;
        this.bookings = bookings;
        this.firstDay = firstDay;
    }

    @Override
    public void briefed(String instructions) {
        notes.briefed(instructions);
    }

    @Override
    public void answered(Cue.ToolAnswer answer) {
        if (isBooking(answer)) {
            notes.answered(answer.output());
        }
    }

    /// A booking that was asked for in a session before may be told of in words.
    @Override
    public void told(String text) {
        notes.answered(text);
    }

    @Override
    public String heard(int number) {
        return "Please go on.";
    }

    @Override
    public List<Act> play(Cue cue) {
        return switch (cue) {
            case Cue.Asked(String instructions) ->
                List.of(instructions.contains("goodbye") ? goodbye() : talk("How can I help you?"));
            case Cue.CallerSpoke _ -> answer();
            case Cue.ToolsAnswered(List<Cue.ToolAnswer> answers) ->
                answers.stream().anyMatch(Talker::isBooking) ? List.of(talk("Now about your appointment.")) : List.of();
        };
    }

    private List<Act> answer() {
        if (!notes.knowsBooking() && tries < MOST_TRIES) {
            tries++;
            return List.of(booking());
        }
        if (random.nextInt(ONE_IN) == 0) {
            return List.of(goodbye(), new Act.UseTool("hang_up", "{}"));
        }
        return List.of(talk("Let me tell you more about our house."));
    }

    private Act booking() {
        int number = bookings.getAsInt();
        LocalDate date = firstDay.plusDays(number / PER_DAY % DAYS);
        LocalTime time = OPENS.plusHours(number % PER_DAY / PER_HOUR);
        return new Act.UseTool("book_appointment", """
            {"service": "classic massage", "date": "%s", "time": "%s", "name": "Guest %d"}\
            """.formatted(date, time, number));
    }

    private static boolean isBooking(Cue.ToolAnswer answer) {
        return answer.tool().equals("book_appointment");
    }

    private Act talk(String text) {
        return new Act.Say(text, Voiceprint.line(notes.number(), Voiceprint.Kind.TALK, CHAT));
    }

    private Act goodbye() {
        notes.saysGoodbye();
        return new Act.Say(
                "Thank you for calling. Goodbye!", Voiceprint.line(notes.number(), Voiceprint.Kind.GOODBYE, GOODBYE));
    }
}
