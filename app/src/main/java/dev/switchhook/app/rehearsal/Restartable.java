package dev.switchhook.app.rehearsal;

import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/// The program that is rehearsed, which may die and be started anew on the same database. Safe for use by several
/// threads.
final class Restartable implements Stage.Running {

    private final Stage stage;
    private final Map<String, String> settings;
    private final CallFacts facts;
    private final RehearsalTwilio twilio;
    private Stage.Running running;

    Restartable(Stage stage, Map<String, String> settings, CallFacts facts, RehearsalTwilio twilio) {
        this.stage = stage;
        this.settings = Map.copyOf(settings);
        this.facts = facts;
        this.twilio = twilio;
        this.running = started();
    }

    private Stage.Running started() {
        Stage.Running begun = stage.start(settings, facts);
        twilio.bridgeListensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), begun.port()));
        return begun;
    }

    /// Dies, and is there again some seconds later.
    synchronized void crashAndRestart() {
        running.crash();
        running = started();
    }

    @Override
    public synchronized int port() {
        return running.port();
    }

    @Override
    public synchronized int bookings(String number) {
        return running.bookings(number);
    }

    @Override
    public synchronized void crash() {
        running.crash();
    }

    @Override
    public synchronized void close() {
        running.close();
    }
}
