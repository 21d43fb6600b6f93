package dev.switchhook.app.crash;

import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/// The agent of the crash test: books once in a call, with the caller's yes, chats, and at some utterance says
/// goodbye and hangs up. One session's part; a session that joins a call later learns from its instructions that
/// there is a booking.
final class Talker implements Role {

    private static final int CHAT = 800;
    private static final int GOODBYE = 1_000;
    private static final int ONE_IN = 5;
    private static final int MOST_TRIES = 5;
    private static final int DAYS = 178;

    /// At these times somebody who does the service works on every day of the week, and no two of them overlap.
    private static final List<LocalTime> TIMES = List.of(
            LocalTime.of(10, 0), LocalTime.of(11, 30), LocalTime.of(13, 0), LocalTime.of(14, 15), LocalTime.of(15, 45));

    private final SessionNotes notes;
    private final Random random;
    private final IntSupplier bookings;
    private final LocalDate firstDay;
    private int tries;
    private String order = "";
    private boolean held;

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
            held = answer.output().contains("not_yet");
        }
    }

    /// A booking that was asked for in a session before may be told of in words.
    @Override
    public void told(String text) {
        notes.answered(text);
    }

    @Override
    public String heard(int number) {
        return "Yes, please go on.";
    }

    @Override
    public List<Act> play(Cue cue) {
        return switch (cue) {
            case Cue.Asked(String instructions) ->
                List.of(instructions.contains("goodbye") ? goodbye() : talk("How can I help you?"));
            case Cue.CallerSpoke _ -> answer();
            case Cue.ToolsAnswered(List<Cue.ToolAnswer> answers) ->
                answers.stream().anyMatch(Talker::isBooking)
                        ? List.of(talk(held ? "I am holding that time for you. Shall I book it?" : "Now about that."))
                        : List.of();
        };
    }

    private List<Act> answer() {
        if (!notes.knowsBooking() && held) {
            return List.of(new Act.UseTool("book_appointment", order.replace("}", ", \"confirmed\": true}")));
        }
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
        LocalDate date = firstDay.plusDays(number / TIMES.size() % DAYS);
        LocalTime time = TIMES.get(number % TIMES.size());
        order = """
            {"service": "classic massage", "date": "%s", "time": "%s", "name": "Guest %d"}\
            """.formatted(date, time, number);
        return new Act.UseTool("book_appointment", order);
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
