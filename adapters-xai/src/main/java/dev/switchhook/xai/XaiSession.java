package dev.switchhook.xai;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.tool.Tool;
import io.micronaut.websocket.WebSocketSession;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One session: the life of a connection around a [Dialogue]. Whatever happens, on whichever thread, goes through
/// the inbox; everything below that is not said to run elsewhere runs there, one thing at a time.
final class XaiSession implements SpeechSession, Dialogue.Outlet {

    /// Dialling, then open, then closing (the end was asked for, or a fault told), then gone.
    private enum Stage {
        DIALLING,
        OPEN,
        CLOSING,
        GONE
    }

    private final CallId call;
    private final Optional<String> confusedTool;
    private final KnownConversations conversations;
    private final XaiSettings settings;
    private final Limits limits;
    private final XaiSockets sockets;
    private final XaiCounts counts;
    private final SpeechListener listener;
    private final Dialogue dialogue;
    private final WaitingCommands waiting;
    private final Inbox inbox;
    private final Outbox outbox;

    private Stage stage = Stage.DIALLING;
    private @Nullable Channel channel;
    private @Nullable XaiConnection connection;
    private @Nullable Future<?> patience;
    private @Nullable Future<?> introduction;
    private Optional<String> conversation;
    private Optional<String> entered = Optional.empty();

    /// A session that has not been dialled.
    ///
    /// @param conversation the conversation that is to be taken up again
    /// @param conversations where it is noted when that fails
    XaiSession(
            SpeechBriefing briefing,
            Optional<String> conversation,
            KnownConversations conversations,
            SpeechListener listener,
            XaiSettings settings,
            Limits limits,
            XaiSockets sockets,
            XaiCounts counts) {
        this.call = briefing.call();
        this.confusedTool = briefing.tools().stream()
                .map(Tool::name)
                .filter(ServerToolSettings.NAMES::contains)
                .findFirst();
        this.listener = new GuardedListener(call, listener);
        this.conversation = conversation;
        this.conversations = conversations;
        this.settings = settings;
        this.limits = limits;
        this.sockets = sockets;
        this.counts = counts;
        this.dialogue = new Dialogue(settings, briefing, conversation, counts, this);
        this.outbox = new Outbox(limits.unsentBytes(), counts);
        this.inbox = new Inbox(call, limits.inboxBytes());
        this.waiting = new WaitingCommands(limits.waitingBytes(), counts);
    }

    /// Begins. Called once, by the model.
    void dial() {
        inbox.run(() -> {
            String key = settings.apiKey().map(secret -> secret.reveal()).orElse("");
            if (key.isEmpty()) {
                end(new SpeechFault.Refused("there is no key"));
                return;
            }
            if (confusedTool.isPresent()) {
                end(new SpeechFault.Refused(
                        "our tool '" + confusedTool.get() + "' has the name of a tool that xAI runs; rename it"));
                return;
            }
            patience = sockets.later(settings.connectTimeout(), () -> inbox.run(this::dialTookTooLong));
            attempt(key);
        });
    }

    private void attempt(String key) {
        try {
            sockets.dial(
                    settings.socketUrl(conversation),
                    "Bearer " + key,
                    this,
                    failure -> inbox.run(() -> dialFailed(key, failure)));
        } catch (RuntimeException failure) {
            end(HandshakeFault.of(failure));
        }
    }

    private void dialTookTooLong() {
        if (stage == Stage.DIALLING) {
            end(new SpeechFault.Disconnected("no connection within " + settings.connectTimeout()));
        }
    }

    private void dialFailed(String key, Throwable failure) {
        if (stage != Stage.DIALLING) {
            return;
        }
        if (conversation.isPresent() && HandshakeFault.canMeanTheConversation(failure)) {
            conversationIsLost();
            dialogue.resumptionRefused();
            attempt(key);
        } else {
            end(HandshakeFault.of(failure));
        }
    }

    private void conversationIsLost() {
        conversation.ifPresent(conversations::lost);
        conversation = Optional.empty();
    }

    // From the connection; on any thread.

    /// The TCP connection is there, the handshake is about to leave.
    void connecting(Channel found) {
        inbox.run(() -> {
            channel = found;
            if (stage != Stage.DIALLING) {
                var _ = found.close();
            }
        });
    }

    void opened(WebSocketSession opened) {
        inbox.run(() -> {
            Channel carrier = channel;
            if (stage != Stage.DIALLING || carrier == null) {
                // The dial was given up meanwhile; a session that nobody owns would be paid for.
                opened.close();
                return;
            }
            stage = Stage.OPEN;
            connection = new XaiConnection(carrier, opened);
            var _ = carrier.pipeline()
                    .addFirst(new KeepAlive(limits.heartbeat(), () -> inbox.run(() -> lost("the peer is gone"))));
            cancelTimers();
            patience = sockets.later(settings.readyTimeout(), () -> inbox.run(this::notReadyInTime));
            introduction = sockets.later(limits.introduction(), () -> inbox.run(this::introduceUnasked));
        });
    }

    void received(String text) {
        ServerMessage message = ServerDecoder.decode(text);
        boolean taken = inbox.offer(text.length(), () -> {
            if (stage == Stage.OPEN) {
                dialogue.on(message);
            }
        });
        if (!taken) {
            inbox.run(() -> overflow("we do not take what the provider sends"));
        }
    }

    void broken(Throwable cause) {
        inbox.run(() -> lost(cause.getClass().getSimpleName()));
    }

    void closedByPeer(int code) {
        inbox.run(() -> {
            lost("closed with code " + code);
            gone();
        });
    }

    private void lost(String why) {
        if (stage == Stage.OPEN) {
            end(new SpeechFault.Disconnected(why));
        }
    }

    private void introduceUnasked() {
        if (stage == Stage.OPEN) {
            dialogue.introduce();
        }
    }

    private void notReadyInTime() {
        if (stage == Stage.OPEN && !dialogue.ready()) {
            end(new SpeechFault.Unintelligible("the session was not confirmed within " + settings.readyTimeout()));
        }
    }

    // From the call; on any thread.

    @Override
    public void send(SpeechCommand command) {
        boolean taken = inbox.offer(WaitingCommands.bytesOf(command), () -> {
            if (stage == Stage.CLOSING || stage == Stage.GONE) {
                return;
            }
            if (dialogue.ready()) {
                dialogue.command(command);
            } else if (!waiting.add(command)) {
                overflow("too much waits for the session to become ready");
            }
        });
        if (!taken) {
            inbox.run(() -> overflow("too many commands at once"));
        }
    }

    @Override
    public void close() {
        inbox.run(this::leave);
    }

    // From the dialogue.

    @Override
    public void tell(SpeechEvent event) {
        if (stage != Stage.OPEN) {
            return;
        }
        if (event instanceof SpeechEvent.Resumable(Resumption resumption)) {
            entered = Optional.of(resumption.token());
            conversations.entered(resumption.token());
        }
        listener.on(event);
        if (event instanceof SpeechEvent.Ready) {
            cancelTimers();
            waiting.take().forEach(dialogue::command);
        }
    }

    @Override
    public void write(String text) {
        XaiConnection open = connection;
        if (open == null || stage != Stage.OPEN) {
            return;
        }
        if (!outbox.send(open, text, this::broken)) {
            overflow("the connection does not take what we send");
        }
    }

    @Override
    public void end(SpeechFault fault) {
        if (stage == Stage.DIALLING || stage == Stage.OPEN) {
            if (stage == Stage.OPEN && !dialogue.ready()) {
                // It may be the conversation that spoils the session: the next one does without it.
                conversationIsLost();
            }
            dialogue.ended();
            listener.on(new SpeechEvent.Faulted(fault));
            leave();
        }
    }

    private void overflow(String why) {
        if (stage == Stage.DIALLING || stage == Stage.OPEN) {
            counts.overflows.increment();
            end(new SpeechFault.Disconnected(why));
        }
    }

    // The end.

    private void leave() {
        switch (stage) {
            case DIALLING -> gone();
            case OPEN -> {
                dialogue.ended();
                stage = Stage.CLOSING;
                entered.ifPresent(conversations::left);
                cancelTimers();
                var _ = sockets.later(limits.farewell(), () -> inbox.run(this::gone));
                if (connection != null) {
                    connection.close();
                }
            }
            case CLOSING, GONE -> {}
        }
    }

    private void gone() {
        if (stage == Stage.GONE) {
            return;
        }
        stage = Stage.GONE;
        cancelTimers();
        waiting.take();
        if (channel != null) {
            var _ = channel.close();
        }
        listener.on(new SpeechEvent.Closed());
    }

    private void cancelTimers() {
        if (patience != null) {
            patience.cancel(false);
        }
        if (introduction != null) {
            introduction.cancel(false);
        }
    }
}
