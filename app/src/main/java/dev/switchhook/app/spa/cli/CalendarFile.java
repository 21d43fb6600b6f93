package dev.switchhook.app.spa.cli;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import java.util.Date;
import java.util.List;

/// Appointments as an iCalendar file (RFC 5545), each an event: the service is its summary, the therapist its resource,
/// the room its location, the guest its contact.
final class CalendarFile {

    /// The guest's number, as a text value.
    static final String NUMBER = "X-SWITCHHOOK-NUMBER";

    /// The confirmation code, as a text value.
    static final String CODE = "X-SWITCHHOOK-CODE";

    private CalendarFile() {}

    /// Writes a day.
    ///
    /// @param numbers whether the guests' numbers are told
    static String of(List<Appointment> day, House house, boolean numbers) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Switchhook//Spa//EN");
        day.forEach(appointment -> calendar.addEvent(event(appointment, house, numbers)));
        return Biweekly.write(calendar).go();
    }

    private static VEvent event(Appointment appointment, House house, boolean numbers) {
        DayLine line = DayLine.of(appointment, house);
        VEvent event = new VEvent();
        // The same appointment has the same name in every file, so that a calendar updates it.
        event.setUid(appointment.code() + "-" + appointment.treatment().firstQuarter() + "@switchhook");
        event.setDateTimeStamp(Date.from(appointment.treatment().start()));
        event.setDateStart(Date.from(appointment.treatment().start()));
        event.setDateEnd(Date.from(appointment.treatment().end()));
        event.setSummary(line.service());
        event.addResources(line.therapist());
        event.setLocation(line.room());
        if (!appointment.guest().name().isEmpty()) {
            event.addContact(appointment.guest().name());
        }
        if (numbers && !appointment.guest().number().isEmpty()) {
            event.addExperimentalProperty(
                    NUMBER, VObjectPropertyValues.escape(appointment.guest().number()));
        }
        event.addExperimentalProperty(CODE, VObjectPropertyValues.escape(appointment.code()));
        return event;
    }
}
