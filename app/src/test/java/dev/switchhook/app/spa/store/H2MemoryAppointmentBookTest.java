package dev.switchhook.app.spa.store;

class H2MemoryAppointmentBookTest extends AppointmentBookContract {

    @Override
    String url() {
        return "jdbc:h2:mem:spa_book";
    }
}
