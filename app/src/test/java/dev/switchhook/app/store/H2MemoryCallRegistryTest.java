package dev.switchhook.app.store;

/// The registry in an H2 memory database.
class H2MemoryCallRegistryTest extends JdbcCallRegistryContract {

    @Override
    String url() {
        return "jdbc:h2:mem:calls";
    }
}
