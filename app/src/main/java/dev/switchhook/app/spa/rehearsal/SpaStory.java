package dev.switchhook.app.spa.rehearsal;

import dev.switchhook.app.rehearsal.Story;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;

/// A call to the spa: the caller asks what there is, and chooses a hot stone massage; a time is held, read back, and
/// after the caller's yes it is booked.
///
/// @param zone in which the spa's days begin; what is booked is booked for later days than today
record SpaStory(ZoneId zone) implements Story {

    /// So many receptionists spread their wishes over the days that can be booked; the next one begins anew.
    private static final int RECEPTIONISTS = 100;

    @Override
    public Part part(int number) {
        return new Receptionist(
                Math.floorMod(number, RECEPTIONISTS), LocalDate.now(zone).plusDays(1));
    }

    @Override
    public Lines lines() {
        return new Lines(
                Clip.GREETING.sound(),
                Clip.GOODBYE.sound(),
                Clip.REQUEST.sound(),
                Clip.INTERRUPTION.sound(),
                List.of(Clip.YES.sound()),
                Clip.THANKS.sound());
    }

    @Override
    public Deed deed() {
        return new Deed(1, "bookings", "one appointment was booked, once", "booked");
    }

    @Override
    public int deeds(DataSource database, String number) {
        return BookingCount.of(database, number);
    }
}
