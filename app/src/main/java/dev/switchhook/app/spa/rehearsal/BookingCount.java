package dev.switchhook.app.spa.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Counts what is really in the database, past the code that put it there.
final class BookingCount {

    private BookingCount() {}

    /// How many appointments are booked under this number.
    static int of(DataSource database, String number) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select count(*) from spa_appointment where guest_number = ? and state = 'BOOKED'")) {
            query.setString(1, number);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the bookings cannot be counted", e);
        }
    }
}
