package dev.switchhook.app.audit;

/// The audit in H2.
class H2AuditTest extends JdbcAuditContract {

    @Override
    String url() {
        return "jdbc:h2:mem:audit";
    }
}
