package dev.switchhook.app.spa.store;

import java.util.List;

/// Who comes to the demo's spa. The numbers are ones that the German regulator keeps free for films.
final class DemoGuests {

    private static final int FIRST_NUMBER = 700;

    private DemoGuests() {}

    /// A guest.
    ///
    /// @param visits how often she or he has come
    /// @param favourite the id of the therapist she or he mostly goes to
    /// @param preference one line, or nothing
    record DemoGuest(String number, String name, int visits, String favourite, String preference) {}

    static List<DemoGuest> all() {
        return List.of(
                guest(1, "Katharina Vogel", 22, "anna", "Firm pressure on the shoulders, no scented oil."),
                guest(2, "Thomas Brandt", 17, "david", "Prefers appointments after work."),
                guest(3, "Aylin Demir", 9, "clara", "Allergic to almond oil."),
                guest(4, "Peter Hoffmann", 6, "ben", "Old injury of the left knee."),
                guest(5, "Julia Kern", 5, "anna", "Likes it quiet, without music."),
                guest(6, "Markus Seidel", 4, "jonas", ""),
                guest(7, "Sabine Roth", 12, "mara", "Always the Lavender room, if possible."),
                guest(8, "Nguyen Thi Lan", 3, "elif", "Speaks English and Vietnamese."),
                guest(9, "Oliver Krause", 1, "ben", ""),
                guest(10, "Franziska Busch", 8, "sofia", "Pedicure every four weeks."),
                guest(11, "Elena Petrova", 2, "clara", "Sensitive skin: unscented products."),
                guest(12, "Hannes Lorenz", 15, "david", "Runner; deep tissue on the calves."),
                guest(13, "Miriam Adler", 7, "anna", "Comes with a friend now and then."),
                guest(14, "Stefan Wirth", 1, "jonas", ""),
                guest(15, "Claire Dubois", 3, "mara", "Speaks French and English."),
                guest(16, "Ingrid Schwarz", 10, "clara", "Needs a little longer on the stairs."),
                guest(17, "David O'Connor", 2, "ben", "Speaks English."),
                guest(18, "Leonie Fuchs", 0, "elif", "Has a voucher from her sister."),
                guest(19, "Rainer Paulsen", 5, "david", "Warm room, please."),
                guest(20, "Yasemin Kaya", 4, "sofia", "Mornings only, before school is out."));
    }

    private static DemoGuest guest(int last, String name, int visits, String favourite, String preference) {
        return new DemoGuest("+493023125" + (FIRST_NUMBER + last), name, visits, favourite, preference);
    }
}
