package dev.switchhook.app.management;

/// Whether new calls should come here.
///
/// A database that is out does not keep them away: calls are answered without it, and another process would not have
/// it either.
///
/// @param draining whether the process is being stopped
/// @param calls announced and live calls of this process
/// @param database how the database is
public record Readiness(boolean draining, int calls, DatabaseWatch.State database) {

    /// Whether they should.
    public boolean ready() {
        return !draining;
    }

    String json() {
        return "{\"status\":\"%s\",\"draining\":%s,\"calls\":%d,\"database\":\"%s\"}"
                .formatted(ready() ? "UP" : "DOWN", draining, calls, database);
    }
}
