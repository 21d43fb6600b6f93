package dev.switchhook.app.runtime;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A model that says hello whenever it is asked to speak, all at once.
final class Talker implements SpeechModel {

    private final List<Session> sessions = new ArrayList<>();
    private final List<SpeechBriefing> prepared = new ArrayList<>();
    private final List<CallId> dismissed = new ArrayList<>();
    private boolean refuses;

    /// From now on no session comes about.
    void refuse() {
        refuses = true;
    }

    /// From now on sessions come about again.
    void accept() {
        refuses = false;
    }

    /// What sessions it was asked to make ready for.
    List<SpeechBriefing> prepared() {
        return prepared;
    }

    /// The calls of which it was told that they do not begin.
    List<CallId> dismissed() {
        return dismissed;
    }

    @Override
    public void prepare(SpeechBriefing briefing) {
        prepared.add(briefing);
    }

    @Override
    public void dismiss(CallId call) {
        dismissed.add(call);
    }

    List<Session> sessions() {
        return sessions;
    }

    @Override
    public String name() {
        return "talker";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(AudioFormat.MULAW_8K), false, false, false, Duration.ofHours(1), "nothing");
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        Session session = new Session(briefing, listener);
        sessions.add(session);
        if (refuses) {
            listener.on(new SpeechEvent.Faulted(new SpeechFault.Refused("wrong key")));
            listener.on(new SpeechEvent.Closed());
        } else {
            listener.on(new SpeechEvent.Ready("scripted", "talker", Duration.ofHours(1)));
        }
        return session;
    }

    /// One session of the model.
    static final class Session implements SpeechSession {

        private final SpeechBriefing briefing;
        private final SpeechListener call;
        private int replies;
        private boolean closed;

        private Session(SpeechBriefing briefing, SpeechListener call) {
            this.briefing = briefing;
            this.call = call;
        }

        SpeechBriefing briefing() {
            return briefing;
        }

        boolean isClosed() {
            return closed;
        }

        /// Says goodbye, and asks for the hang-up.
        void hangUp() {
            hangUp(20);
        }

        /// The same with a goodbye that long.
        void hangUp(int milliseconds) {
            say("Goodbye.", milliseconds, true);
        }

        /// It is lost.
        void dies() {
            call.on(new SpeechEvent.Closed());
        }

        @Override
        public void send(SpeechCommand command) {
            if (command instanceof SpeechCommand.Reply) {
                say("Hello.", 20, false);
            }
        }

        private void say(String words, int milliseconds, boolean last) {
            ReplyId reply = new ReplyId("reply-" + ++replies);
            ItemId item = new ItemId("item-" + replies);
            call.on(new SpeechEvent.ReplyStarted(reply));
            call.on(new SpeechEvent.ReplyAudio(reply, item, TestSound.speech(1, milliseconds)));
            call.on(new SpeechEvent.ReplySaid(reply, item, words));
            if (last) {
                call.on(new SpeechEvent.ToolWanted(
                        reply, new ToolCall(new ToolCall.Id("call-" + replies), Tool.HANG_UP, "{}")));
            }
            call.on(new SpeechEvent.ReplyFinished(reply, ReplyEnd.COMPLETE));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
