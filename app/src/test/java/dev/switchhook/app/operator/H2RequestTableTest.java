package dev.switchhook.app.operator;

/// The requests of operators in H2.
class H2RequestTableTest extends RequestTableContract {

    @Override
    String url() {
        return "jdbc:h2:mem:operators";
    }
}
