package dev.switchhook.app.spa;

/// The book in an H2 memory database.
class H2MemoryAppointmentBookTest extends AppointmentBookContract {

    @Override
    String url() {
        return "jdbc:h2:mem:appointments";
    }
}
