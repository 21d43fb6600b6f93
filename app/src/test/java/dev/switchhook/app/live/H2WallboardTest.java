package dev.switchhook.app.live;

/// The board from H2.
class H2WallboardTest extends WallboardContract {

    @Override
    String url() {
        return "jdbc:h2:mem:wallboard";
    }
}
