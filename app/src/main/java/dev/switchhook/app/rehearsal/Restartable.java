package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import javax.sql.DataSource;

/// The program that is rehearsed, which may die and be started anew on the same database. Safe for use by several
/// threads.
final class Restartable implements Stage.Running {

    private final Stage stage;
    private final Map<String, String> settings;
    private final CallJournal journal;
    private final RehearsalTwilio twilio;
    private Life life = new Life();
    private Stage.Running running;

    /// From the start of a process to its death; the dead note nothing.
    private static final class Life {
        private volatile boolean over;
    }

    Restartable(Stage stage, Map<String, String> settings, CallJournal journal, RehearsalTwilio twilio) {
        this.stage = stage;
        this.settings = Map.copyOf(settings);
        this.journal = journal;
        this.twilio = twilio;
        this.running = started();
    }

    private Stage.Running started() {
        Life begins = new Life();
        life = begins;
        Stage.Running begun = stage.start(settings, (call, at, entry) -> {
            if (!begins.over) {
                journal.note(call, at, entry);
            }
        });
        twilio.bridgeListensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), begun.port()));
        return begun;
    }

    /// Dies, and is there again some seconds later.
    synchronized void crashAndRestart() {
        crash();
        running = started();
    }

    @Override
    public synchronized int port() {
        return running.port();
    }

    @Override
    public synchronized DataSource database() {
        return running.database();
    }

    @Override
    public synchronized boolean recordedOver(String call) {
        return running.recordedOver(call);
    }

    @Override
    public synchronized void crash() {
        life.over = true;
        running.crash();
    }

    @Override
    public synchronized void close() {
        running.close();
    }
}
