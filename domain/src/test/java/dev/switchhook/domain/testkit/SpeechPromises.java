package dev.switchhook.domain.testkit;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.tool.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/// What the promises of a [SpeechModelContract] have in common.
interface SpeechPromises {

    String GREET = "greet the caller";
    String FENCE = "say the fence";

    Tool BOOK = new Tool(
            "book_appointment",
            "Books.",
            "{\"type\":\"object\",\"properties\":{\"service\":{\"type\":\"string\"}},\"additionalProperties\":false}",
            Duration.ofSeconds(8));
    Tool CHECK = new Tool(
            "check_availability",
            "Checks.",
            "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}},\"additionalProperties\":false}",
            Duration.ofSeconds(8));

    SpeechModelContract contract();

    /// A session whose provider plays this role; not yet ready.
    default SpeechTalk talk(Role role) {
        assumeTrue(contract().playsRoles(), "a real provider follows no script");
        return new SpeechTalk(contract().bench(() -> role), briefing());
    }

    /// A session whose provider plays this role, ready.
    default SpeechTalk readyWith(Role role) {
        return ready(talk(role));
    }

    /// A session with whoever answers, a real provider included, which says whatever it likes; not yet ready.
    default SpeechTalk anyTalk() {
        return new SpeechTalk(contract().bench(() -> greeting(hello())), briefing());
    }

    /// A session with whoever answers, ready.
    default SpeechTalk anyReady() {
        return ready(anyTalk());
    }

    /// A session with a server that does this wrong; not yet ready.
    default SpeechTalk troubled(SpeechModelContract.Mishap mishap, Role role) {
        SpeechModelContract.Bench bench =
                contract().benchWith(mishap, () -> role).orElse(null);
        if (bench == null) {
            return abort("this server cannot be made to show " + mishap);
        }
        return new SpeechTalk(bench, briefing());
    }

    private static SpeechTalk ready(SpeechTalk talk) {
        talk.next(SpeechEvent.Ready.class);
        return talk;
    }

    static SpeechBriefing briefing() {
        return new SpeechBriefing(
                new CallId("CA0123456789abcdef0123456789abcdef"),
                "You are the receptionist of a spa.",
                List.of(BOOK, CHECK, Tool.hangUp()),
                AudioFormat.MULAW_8K);
    }

    static Act.Say say(String text, AudioChunk sound) {
        return new Act.Say(text, sound);
    }

    static Act hello() {
        return say("Hello.", TestSound.speech(1, 400));
    }

    static Act longStory() {
        return say("A very long story.", TestSound.speech(9, 40_000));
    }

    static Act fenceLine() {
        return say("The fence.", TestSound.speech(99, 200));
    }

    static boolean isFence(Cue cue) {
        return cue instanceof Cue.Asked(String instructions) && instructions.contains(FENCE);
    }

    /// Plays the lines when asked for anything, a short line at a fence, and nothing else.
    static ScriptedRole greeting(Act... acts) {
        return new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ -> isFence(cue) ? List.of(fenceLine()) : List.of(acts);
            case Cue.CallerSpoke _, Cue.ToolsAnswered _ -> List.of();
        });
    }

    /// Calls the tools when asked for anything, says `Done.` when they have answered, and a short line at a fence.
    static ScriptedRole using(Act... acts) {
        return new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ -> isFence(cue) ? List.of(fenceLine()) : List.of(acts);
            case Cue.ToolsAnswered _ -> List.of(say("Done.", TestSound.speech(18, 400)));
            case Cue.CallerSpoke _ -> List.of();
        });
    }

    static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
