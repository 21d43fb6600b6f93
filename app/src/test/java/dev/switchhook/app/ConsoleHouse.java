package dev.switchhook.app;

import dev.switchhook.app.live.LiveHouse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// The program with a console in which two people may log in, for tests that open its pages.
public final class ConsoleHouse implements AutoCloseable {

    /// Somebody who may do everything.
    public static final String ANNA = "anna";

    /// Somebody who may only look.
    public static final String BERT = "bert";

    /// The password of both.
    public static final String PASSWORD = "correct horse battery";

    private final Theatre theatre = new Theatre(Map.of(
            "switchhook.console.secret",
            "secret-" + UUID.randomUUID(),
            "switchhook.console.users.anna.password",
            PASSWORD,
            "switchhook.console.users.anna.roles",
            "view, operate, export",
            "switchhook.console.users.bert.password",
            PASSWORD));
    private final LiveHouse calls = new LiveHouse(theatre.database());

    /// Where its pages are.
    public String origin() {
        return "http://127.0.0.1:" + theatre.port();
    }

    /// A browser that only speaks HTTP.
    public Browser visitor() {
        return new Browser(theatre.port());
    }

    /// Its database.
    public DataSource database() {
        return theatre.database();
    }

    /// Calls, as processes note them.
    public LiveHouse calls() {
        return calls;
    }

    /// A process of its own on the same database.
    public Node node() {
        return new Node(theatre.another());
    }

    /// One of its processes.
    public final class Node {

        private final int number;

        private Node(int number) {
            this.number = number;
        }

        /// Has everything that comes to a gate go to this process.
        public void answersAt(Gate gate) {
            gate.leadTo(theatre.port(number));
        }

        /// Stops it.
        public void stop() {
            theatre.stop(number, Duration.ZERO);
        }
    }

    @Override
    public void close() {
        theatre.close();
    }
}
