package dev.switchhook.app.filing;

/// Filing in H2.
class H2FilingTest extends FilingContract {

    @Override
    String url() {
        return "jdbc:h2:mem:filing";
    }
}
