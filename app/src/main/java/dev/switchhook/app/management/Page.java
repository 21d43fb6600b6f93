package dev.switchhook.app.management;

import java.util.function.Supplier;

/// One address of the management port.
///
/// @param path the whole path
/// @param type the media type of its answers
/// @param answer gives the answer; it must not wait for anything
public record Page(String path, String type, Supplier<Answer> answer) {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    /// An answer.
    ///
    /// @param status the HTTP status
    /// @param body the text
    public record Answer(int status, String body) {

        /// An answer with status 200.
        static Answer ok(String body) {
            return new Answer(200, body);
        }
    }

    /// Says which node this is. Other nodes ask it, to find out whether this very process lives.
    public static Page node(String id) {
        return new Page("/node", PLAIN, () -> Answer.ok(id));
    }

    /// Says that the process lives, which it proves by answering.
    public static Page liveness() {
        return new Page("/health/liveness", JSON, () -> Answer.ok("{\"status\":\"UP\"}\n"));
    }

    /// Says whether new calls should come here; 503 when they should not.
    public static Page readiness(Supplier<Readiness> readiness) {
        return new Page("/health/readiness", JSON, () -> {
            Readiness now = readiness.get();
            return new Answer(now.ready() ? 200 : 503, now.json() + "\n");
        });
    }

    /// The metrics in Prometheus' text format.
    public static Page prometheus(Supplier<String> scrape) {
        return new Page("/prometheus", "text/plain; version=0.0.4; charset=utf-8", () -> Answer.ok(scrape.get()));
    }
}
