package dev.switchhook.app.retention;

import java.util.UUID;

/// Retention in H2.
class H2RetentionTest extends RetentionContract {

    @Override
    String url() {
        return "jdbc:h2:mem:retention-" + UUID.randomUUID();
    }
}
