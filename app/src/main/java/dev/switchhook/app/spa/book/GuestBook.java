package dev.switchhook.app.spa.book;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the spa knows about its guests, by their number. It may block; safe for use by several threads. Throws
/// [AppointmentBook.BookUnavailable] when it cannot be reached.
public interface GuestBook {

    /// The guest with that number.
    ///
    /// @param number E.164
    Optional<Guest> find(String number);

    /// Notes a name or a preference of a guest, who need not be known before.
    ///
    /// @param number E.164
    /// @param name at most [Appointment.Guest#LONGEST_NAME] characters; empty to leave it
    /// @param preference one line of at most 200 characters; empty for none
    void note(String number, String name, String preference);

    /// Somebody who has been a guest, or wants to be.
    ///
    /// @param number E.164
    /// @param name as data; empty when it is not known
    /// @param loyalty what the house calls a guest of so many visits
    /// @param visits how many appointments are over that were not cancelled
    /// @param preferences as data, at most 10
    /// @param history the latest visits first, at most 10
    record Guest(
            String number, String name, Loyalty loyalty, int visits, List<String> preferences, List<Visit> history) {

        /// Keeps its own copies.
        public Guest {
            preferences = List.copyOf(preferences);
            history = List.copyOf(history);
        }
    }

    /// An appointment that is over.
    ///
    /// @param service its name
    /// @param therapist the name
    record Visit(LocalDate day, String service, String therapist) {}

    /// What the house calls a guest.
    enum Loyalty {
        /// Nobody has seen the guest before.
        NEW,
        /// One visit or more.
        KNOWN,
        /// Five visits or more.
        SILVER,
        /// Fifteen visits or more.
        GOLD;

        private static final int SILVER_VISITS = 5;
        private static final int GOLD_VISITS = 15;

        /// What a guest is called after so many visits.
        public static Loyalty after(int visits) {
            if (visits >= GOLD_VISITS) {
                return GOLD;
            }
            if (visits >= SILVER_VISITS) {
                return SILVER;
            }
            return visits > 0 ? KNOWN : NEW;
        }
    }
}
