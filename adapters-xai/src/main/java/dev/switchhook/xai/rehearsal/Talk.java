package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Cue.ToolAnswer;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The responses of one session: at most one at a time, asked for or as the answer to the caller; the tools that
/// they called and what those answered. Used on the event loop of the connection.
final class Talk {

    /// Younger than this, a response may have crossed the client's message on the wire.
    private static final long CROSSING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final ServerWire wire;
    private final SessionLog log;
    private final Role role;
    private final EffectiveSession effective;
    private final Conversation conversation;
    private final double speed;
    private final XaiMisbehaviour misbehaviour;
    private final Map<String, String> toolsInFlight = new HashMap<>();
    private final Map<String, String> toolsToAnswer = new HashMap<>();
    private final List<ToolAnswer> newAnswers = new ArrayList<>();
    private final Deque<Turn> next = new ArrayDeque<>();
    private @Nullable Mouth mouth;
    private boolean deaf;
    private int unanswered;
    private @Nullable Runnable afterwards;
    private long began;
    private int responses;

    /// What is to be said in one response.
    ///
    /// @param interruptible whether the caller is heard meanwhile
    private record Turn(List<Act> acts, boolean interruptible) {}

    Talk(
            ServerWire wire,
            SessionLog log,
            Role role,
            EffectiveSession effective,
            Conversation conversation,
            double speed,
            XaiMisbehaviour misbehaviour) {
        this.wire = wire;
        this.log = log;
        this.role = role;
        this.effective = effective;
        this.conversation = conversation;
        this.speed = speed;
        this.misbehaviour = misbehaviour;
    }

    /// The client asks for a response.
    void asked(String instructions) {
        if (mouth != null) {
            if (System.nanoTime() - began > CROSSING_NANOS) {
                log.complain("response.create while a response is active");
            }
            wire.error(
                    "invalid_request_error",
                    "conversation_already_has_active_response",
                    "Conversation already has an active response");
            return;
        }
        if (unanswered > 0) {
            int turn = unanswered;
            unanswered = 0;
            respond(role.play(new Cue.CallerSpoke(turn)), true);
        } else if (newAnswers.isEmpty()) {
            respond(role.play(new Cue.Asked(instructions)), true);
        } else {
            List<ToolAnswer> answers = List.copyOf(newAnswers);
            newAnswers.clear();
            respond(role.play(new Cue.ToolsAnswered(answers)), true);
        }
    }

    /// The client puts a line into our mouth; it brings its own response.
    void forced(String line, boolean interruptible) {
        List<Act> acts = List.of(new Act.Say(line, LineSound.of(line, role.play(new Cue.Asked(line)))));
        if (mouth == null) {
            respond(acts, interruptible);
            return;
        }
        if (System.nanoTime() - began > CROSSING_NANOS) {
            log.complain("force_message while a response is active");
        }
        next.add(new Turn(acts, interruptible));
    }

    /// Whether the caller is not heard now.
    boolean isDeaf() {
        return deaf;
    }

    /// The caller's turn is over.
    void callerSpoke(int number) {
        if (!effective.answersItself()) {
            unanswered = number;
            return;
        }
        List<Act> acts = role.play(new Cue.CallerSpoke(number));
        if (acts.isEmpty()) {
            return;
        }
        if (mouth == null) {
            respond(acts, true);
        } else {
            next.add(new Turn(acts, true));
        }
    }

    /// Runs something when nothing is being said: now, or at the end of the response under way.
    void whenSilent(Runnable task) {
        if (mouth == null) {
            task.run();
        } else {
            afterwards = task;
        }
    }

    /// The caller speaks: whatever is being said ends by itself, unless the client wants to end it.
    void interrupt() {
        if (!effective.stopsItself()) {
            return;
        }
        next.clear();
        if (mouth != null) {
            mouth.interrupt();
        }
    }

    /// The client cancels.
    void cancel() {
        if (mouth == null) {
            wire.error(
                    "invalid_request_error", "invalid_request_error", "Cancellation failed: no active response found");
        } else {
            mouth.interrupt();
        }
    }

    /// The client tells what a tool answered.
    void toolAnswered(String call, String output) {
        if (!toolsToAnswer.containsKey(call)) {
            log.complain(
                    toolsInFlight.containsKey(call)
                            ? "the answer of a tool before response.done"
                            : "the answer to an unknown or answered tool call");
            wire.error(
                    "invalid_request_error",
                    "invalid_tool_call_id",
                    "Tool call ID " + call + " not found in conversation");
            return;
        }
        ToolAnswer answer = new ToolAnswer(toolsToAnswer.remove(call), output);
        newAnswers.add(answer);
        role.answered(answer);
        var added = wire.event("conversation.item.added");
        ObjectNode item = added.putObject("item")
                .put("type", "function_call_output")
                .put("call_id", call)
                .put("output", output);
        wire.send(added);
        conversation.add(item);
    }

    /// The connection is gone.
    void stop() {
        next.clear();
        if (mouth != null) {
            mouth.stop();
        }
    }

    private void respond(List<Act> acts, boolean interruptible) {
        int number = ++responses;
        began = System.nanoTime();
        deaf = !interruptible;
        mouth = new Mouth(wire, log, misbehaviour, speed, conversation, new Mouth.Listener() {
            @Override
            public void toolCalled(String call, String tool) {
                toolsInFlight.put(call, tool);
            }

            @Override
            public void firstSound() {
                strike(number);
            }

            @Override
            public void done() {
                ended();
            }
        });
        mouth.speak(acts);
    }

    private void strike(int number) {
        if (number == misbehaviour.dropAtResponse()) {
            stop();
            if (misbehaviour.has(Oddity.FALLS_SILENT)) {
                wire.mute();
            } else if (misbehaviour.has(Oddity.CLOSES_WITH_1011)) {
                wire.close(1011);
            } else {
                wire.drop();
            }
        } else if (number == misbehaviour.expireAtResponse()) {
            stop();
            wire.error("max_duration", "max_duration", "Session reached its maximum duration");
            wire.close(1000);
        }
    }

    private void ended() {
        mouth = null;
        deaf = false;
        toolsToAnswer.putAll(toolsInFlight);
        toolsInFlight.clear();
        Runnable task = afterwards;
        afterwards = null;
        if (task != null) {
            task.run();
        }
        Turn turn = next.poll();
        if (turn != null) {
            respond(turn.acts, turn.interruptible);
        }
    }
}
