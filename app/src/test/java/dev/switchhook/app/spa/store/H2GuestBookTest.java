package dev.switchhook.app.spa.store;

class H2GuestBookTest extends GuestBookContract {

    @Override
    String url() {
        return "jdbc:h2:mem:guests";
    }
}
