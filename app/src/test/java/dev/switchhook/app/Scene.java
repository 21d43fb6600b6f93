package dev.switchhook.app;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One caller of a [Theatre], with a rehearsed provider of their own, and everything that its model is told in
/// words.
final class Scene implements AutoCloseable {

    private static final int PATIENCE = 40;

    private final Theatre theatre;
    private final String number;
    private final OpenAiRehearsal provider;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Tampering tampering = (real, _) -> real;
    private volatile SpeechListener listener = _ -> {};

    Scene(Theatre theatre, String number, Supplier<Role> role, RehearsalOptions options) {
        this.theatre = theatre;
        this.number = number;
        this.provider = new OpenAiRehearsal(role, options);
    }

    /// Something between the program and its model that does what the wire cannot be made to do.
    @FunctionalInterface
    interface Tampering {

        /// The session that the program gets.
        ///
        /// @param call where events of the model go
        SpeechSession instead(SpeechSession real, SpeechListener call);
    }

    Scene with(Tampering between) {
        tampering = between;
        return this;
    }

    /// Watches what the model says, before the call does.
    Scene watching(SpeechListener watcher) {
        listener = watcher;
        return this;
    }

    String number() {
        return number;
    }

    OpenAiRehearsal provider() {
        return provider;
    }

    /// Everything that the model was told in words: instructions, tools, cues, outcomes of tools.
    List<String> told() {
        return told;
    }

    SpeechSession open(SpeechModel model, SpeechBriefing briefing, SpeechListener call) {
        told.add(briefing.instructions());
        told.add(briefing.tools().toString());
        SpeechSession real = model.open(briefing, event -> {
            listener.on(event);
            call.on(event);
        });
        SpeechSession between = tampering.instead(real, call);
        return new SpeechSession() {
            @Override
            public void send(SpeechCommand command) {
                switch (command) {
                    case SpeechCommand.Reply(String cue) -> told.add(cue);
                    case SpeechCommand.GiveToolResult(var _, var outcome) -> told.add(outcome.answer());
                    case SpeechCommand.SayExactly(String text, boolean _) -> told.add(text);
                    case SpeechCommand.Tell(String text) -> told.add(text);
                    case SpeechCommand.Hear _, SpeechCommand.StopReply _ -> {}
                }
                between.send(command);
            }

            @Override
            public void close() {
                between.close();
            }
        };
    }

    /// Calls by telephone.
    CompletableFuture<PhoneReport> call(CallPlan plan) {
        return theatre.twilio().phone(number, Theatre.COMPANY).call(plan);
    }

    /// Calls by telephone and waits for the end.
    PhoneReport callAndWait(CallPlan plan) throws Exception {
        return call(plan).get(PATIENCE, TimeUnit.SECONDS);
    }

    /// How the program saw the end of a call.
    CallEnding ending(PhoneReport phone) throws Exception {
        return theatre.journal().ended(new CallId(phone.callSid())).get(PATIENCE, TimeUnit.SECONDS);
    }

    /// What the program has noted about a call.
    List<JournalEntry> notes(PhoneReport phone) {
        return theatre.journal().entries(new CallId(phone.callSid()));
    }

    /// What the first model of this scene saw, when its session has ended.
    SessionReport session() throws Exception {
        return provider.whenEnded(1).get(PATIENCE, TimeUnit.SECONDS);
    }

    /// How many sessions the program has opened.
    int sessions() {
        return provider.reports().size();
    }

    @Override
    public void close() {
        provider.close();
    }
}
