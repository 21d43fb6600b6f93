package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.port.line.StreamTicket;
import java.util.ArrayList;
import java.util.List;

/// A media connection of somebody who listens: what is played is heard at once.
class Caller implements PhoneLine {

    private final List<LineCommand> commands = new ArrayList<>();
    private LineListener bridge = _ -> {};
    private boolean closed;
    private boolean refused;

    /// Connects to this process, and is there once work is settled.
    static Caller connecting(Switchboard board, StreamTicket ticket, CallId id) {
        return new Caller().connect(board, ticket, id);
    }

    Caller connect(Switchboard board, StreamTicket ticket, CallId id) {
        bridge = board.connect(ticket, id, this);
        says(new LineEvent.Opened());
        return this;
    }

    void says(LineEvent event) {
        bridge.on(event);
    }

    @Override
    public void send(LineCommand command) {
        commands.add(command);
        if (command instanceof LineCommand.Mark(var name)) {
            bridge.on(new LineEvent.Played(name));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bridge.on(new LineEvent.Lost());
        }
    }

    @Override
    public void refuse() {
        refused = true;
        closed = true;
    }

    List<LineCommand> commands() {
        return commands;
    }

    boolean hasHeardSomething() {
        return commands.stream().anyMatch(LineCommand.Play.class::isInstance);
    }

    boolean isClosed() {
        return closed;
    }

    boolean isRefused() {
        return refused;
    }
}
