package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One session with a model that answers the caller's turns by itself, complains when a reply is asked for while one is
/// in flight, and misbehaves by chance, as real ones do. It works in virtual time.
final class StrictModel {

    /// Never so: no tool moves anything.
    static final String LIE = "I've moved it for you.";

    private static final class Reply {
        private final int number;
        private boolean started;

        private Reply(int number) {
            this.number = number;
        }

        private ReplyId id() {
            return new ReplyId("r" + number);
        }
    }

    private final TurnSimulation.World world;
    private final Random random;
    private final Consumer<SpeechEvent> listener;
    private @Nullable Reply active;
    private final Set<String> given = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private boolean callerSpeaking;
    private boolean justified;
    private boolean ready;

    /// Whether the reply in flight was asked for as a correction: it does not lie.
    private boolean correcting;
    private boolean gone;
    private long saysAt;
    private long hearsAt;

    StrictModel(TurnSimulation.World world, Random random, Consumer<SpeechEvent> listener) {
        this.world = world;
        this.random = random;
        this.listener = listener;
        after(50 + random.nextInt(400), () -> {
            ready = true;
            say(new SpeechEvent.Ready("strict", "strict", Duration.ofHours(1)));
        });
    }

    private void after(long milliseconds, Runnable action) {
        world.after(milliseconds, () -> {
            if (!gone) {
                action.run();
            }
        });
    }

    /// Events take a while and come in order.
    private void say(SpeechEvent event) {
        saysAt = Math.max(saysAt, world.now() + 2 + random.nextInt(40));
        world.at(saysAt, () -> {
            if (!gone) {
                listener.accept(event);
            }
        });
    }

    /// Commands take a while and come in order.
    void send(SpeechCommand command) {
        hearsAt = Math.max(hearsAt, world.now() + 2 + random.nextInt(40));
        world.at(hearsAt, () -> {
            if (!gone) {
                hear(command);
            }
        });
    }

    void close() {
        gone = true;
    }

    /// The session dies.
    void dies() {
        if (!gone) {
            gone = true;
            listener.accept(new SpeechEvent.Closed());
        }
    }

    private void hear(SpeechCommand command) {
        switch (command) {
            case SpeechCommand.Reply(String cue) -> {
                boolean correction = cue.startsWith("Correct yourself");
                boolean answer = cue.isEmpty() || cue.startsWith("Go on from");
                if (active != null) {
                    world.complain("a reply is asked for while r" + active.number + " is in flight: " + cue);
                } else if (answer && !justified) {
                    world.complain("a second answer is asked for: " + cue);
                } else {
                    begin();
                    correcting = correction;
                    if (correction) {
                        world.corrects(active == null ? 0 : active.number);
                    }
                }
            }
            case SpeechCommand.SayExactly(String text, boolean _) -> {
                if (active != null) {
                    world.complain("a line is asked for while r" + active.number + " is in flight: " + text);
                } else if (text.equals(TurnSimulation.FILLER) || text.equals(TurnSimulation.OF_OPERATOR)) {
                    // It answers nothing, and may be said again for another tool.
                    begin();
                } else if (!justified) {
                    world.complain("a second answer is asked for: " + text);
                } else if (said.contains(text)) {
                    world.complain("a line is asked for again that was said: " + text);
                } else if (!given.stream().anyMatch(id -> text.contains("of " + id + "."))) {
                    world.complain("a line is asked for before the result of its tool: " + text);
                } else {
                    begin(text);
                }
            }
            case SpeechCommand.StopReply(var _, Cause cause) -> {
                if (cause == Cause.OUR_DECISION) {
                    cancel();
                }
            }
            case SpeechCommand.GiveToolResult(ToolCall.Id id, var _) -> {
                given.add(id.value());
                justified = true;
            }
            case SpeechCommand.Tell _ -> justified = true;
            case SpeechCommand.Hear _ -> {}
        }
    }

    /// Whether it hears the caller.
    boolean hears() {
        return ready && !gone;
    }

    void callerStarts() {
        callerSpeaking = true;
        say(new SpeechEvent.CallerStartedSpeaking());
        cancel();
    }

    void callerStops(String item) {
        if (!callerSpeaking) {
            return;
        }
        callerSpeaking = false;
        say(new SpeechEvent.CallerStoppedSpeaking(
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new ItemId(item))));
        after(100 + random.nextInt(5000), () -> say(new SpeechEvent.CallerSaid(new ItemId(item), "words of " + item)));
        if (active != null) {
            world.complain("the answer meets r" + active.number + ", which is still in flight");
        } else if (random.nextInt(100) == 0) {
            // The answer is lost: it may be asked for.
            justified = true;
        } else {
            begin();
        }
    }

    private void begin() {
        begin("");
    }

    /// @param line what it says word for word; empty for words of its own
    private void begin(String line) {
        justified = false;
        correcting = false;
        Reply reply = new Reply(world.nextReply());
        active = reply;
        during(reply, 20 + random.nextInt(500), () -> {
            reply.started = true;
            say(new SpeechEvent.ReplyStarted(reply.id()));
            String words = line.isEmpty() ? words() : line;
            boolean wordsFirst = line.isEmpty() && random.nextBoolean();
            boolean hangsUp = !correcting && line.isEmpty() && random.nextInt(60) == 0;
            int fate = random.nextInt(100);
            int tools = fate < 80 ? 0 : 1 + random.nextInt(2);
            int pieces = fate >= 90 && line.isEmpty() ? 0 : 2 + random.nextInt(12);
            if (random.nextInt(15) == 0) {
                ReplyEnd end = random.nextBoolean() ? ReplyEnd.FAILED : ReplyEnd.INCOMPLETE;
                int spoken = end == ReplyEnd.FAILED ? random.nextInt(3) : 0;
                speak(reply, spoken, () -> end(reply, end));
            } else {
                if (pieces > 0 && wordsFirst) {
                    said(reply, words);
                }
                speak(reply, pieces, () -> {
                    for (int i = 0; i < tools && line.isEmpty(); i++) {
                        wantTool(reply, i);
                    }
                    if (hangsUp) {
                        wantTool(reply, 7, Tool.HANG_UP);
                    }
                    if (pieces > 0 && !wordsFirst) {
                        said(reply, words);
                    }
                    end(reply, ReplyEnd.COMPLETE);
                });
            }
        });
    }

    /// One reply in eight claims something: sometimes what no tool ever does.
    private String words() {
        if (correcting) {
            return "That is not so, sorry.";
        }
        return switch (random.nextInt(16)) {
            case 0 -> LIE;
            case 1 -> "I've booked it for you.";
            default -> "I see to that.";
        };
    }

    private void said(Reply reply, String words) {
        said.add(words);
        world.says(reply.number, words);
        say(new SpeechEvent.ReplySaid(reply.id(), item(reply), words));
    }

    private void during(Reply reply, long milliseconds, Runnable action) {
        after(milliseconds, () -> {
            if (reply == active) {
                action.run();
            }
        });
    }

    private void speak(Reply reply, int pieces, Runnable then) {
        during(reply, 10 + random.nextInt(60), () -> {
            if (pieces == 0) {
                then.run();
                return;
            }
            sound(reply);
            if (random.nextInt(60) == 0) {
                wantTool(reply, 9);
            }
            speak(reply, pieces - 1, then);
        });
    }

    private void sound(Reply reply) {
        byte[] bytes = new byte[8 * (40 + random.nextInt(400))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? reply.number >> 8 : reply.number);
        }
        say(new SpeechEvent.ReplyAudio(reply.id(), item(reply), AudioChunk.of(AudioFormat.MULAW_8K, bytes)));
    }

    private static ItemId item(Reply reply) {
        return new ItemId("i" + reply.number);
    }

    private void wantTool(Reply reply, int which) {
        wantTool(reply, which, random.nextBoolean() ? "book_appointment" : "confirm_appointment");
    }

    private void wantTool(Reply reply, int which, String tool) {
        SpeechEvent wanted = new SpeechEvent.ToolWanted(
                reply.id(), new ToolCall(new ToolCall.Id("t" + reply.number + "-" + which), tool, "{}"));
        say(wanted);
        if (random.nextInt(3) == 0) {
            after(random.nextInt(3000), () -> say(wanted));
        }
    }

    private void end(Reply reply, ReplyEnd end) {
        active = null;
        justified |= end != ReplyEnd.COMPLETE;
        say(new SpeechEvent.ReplyFinished(reply.id(), end));
    }

    private void cancel() {
        Reply reply = active;
        if (reply == null) {
            return;
        }
        active = null;
        if (!reply.started) {
            if (random.nextBoolean()) {
                return;
            }
            say(new SpeechEvent.ReplyStarted(reply.id()));
        }
        if (random.nextInt(10) == 0) {
            wantTool(reply, 5);
        }
        say(new SpeechEvent.ReplyFinished(reply.id(), ReplyEnd.INTERRUPTED));
        for (int late = random.nextInt(3); late > 0; late--) {
            after(random.nextInt(300), () -> sound(reply));
        }
    }
}
