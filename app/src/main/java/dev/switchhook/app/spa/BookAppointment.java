package dev.switchhook.app.spa;

import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Books an appointment for the caller. It says "done" only after the commit.
final class BookAppointment implements VoiceTool<BookAppointment.Order> {

    /// What the model orders. Who calls is not among it: that is known from the line.
    record Order(
            @Meaning("What the guest would like.") Service service,

            @Meaning("The day, for example 2027-03-31.") LocalDate date,

            @Meaning("When it starts, on the 24-hour clock, for example 14:30; minutes 00, 15, 30 or 45.")
            LocalTime time,

            @Meaning("Only if the guest asked for somebody.") @Nullable
            Therapist therapist,

            @Meaning("The guest's name, if it was given.") @Size(max = BookingWish.LONGEST_NAME) @Nullable
            String name) {}

    private final FrontDesk desk;

    BookAppointment(FrontDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "book_appointment";
    }

    @Override
    public String description() {
        return "Book an appointment, after the guest has agreed to the service, the day and the time. It is booked"
                + " only when the outcome is done; then read the code aloud. When the outcome is refused, nothing is"
                + " booked: tell the guest why and offer the alternatives.";
    }

    @Override
    public Class<Order> parameters() {
        return Order.class;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(8);
    }

    @Override
    public ToolReply run(IncomingCall caller, ToolCall.Id id, Order order) {
        return desk.book(caller, id, order);
    }

    @Override
    public List<?> done(IncomingCall caller) {
        return desk.bookedBy(caller);
    }
}
