package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What we send and what the server says cross each other in every order, because each of the two waits on its way
/// for as long as chance wants. A seed that fails is repeated by putting it into the list of seeds.
class DialogueRaceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CONVERSATIONS = 2_000;
    private static final int STEPS = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void every_turn_is_answered_every_line_is_said_and_the_reflexes_come_back(long seed)
            throws JsonProcessingException {
        for (long conversation = 0; conversation < CONVERSATIONS; conversation++) {
            long number = seed * 1_000_000 + conversation;
            boolean reflexes = conversation % 2 == 0;
            Conversation played = new Conversation(new Random(number), reflexes);
            played.play();
            assertThat(played.wrongs())
                    .as("conversation %s: %s", number, played.latest)
                    .isEmpty();
        }
    }

    /// A dialogue, the two ways between it and the server, the server's rules as far as they matter here, and a
    /// caller and a domain that do what they may at random.
    private static final class Conversation {

        private final Random random;
        private final boolean reflexes;
        private final Dialogue dialogue;
        private final Deque<String> toServer = new ArrayDeque<>();
        private final Deque<String> toUs = new ArrayDeque<>();
        private final Deque<String> latest = new ArrayDeque<>();
        private final List<String> linesWanted = new ArrayList<>();
        private final List<String> linesBegun = new ArrayList<>();
        private final Map<String, Integer> refusals = new HashMap<>();
        private boolean answers;
        private boolean interrupts;
        private boolean inFlightForUs;
        private boolean speaking;
        private boolean unanswered;
        private boolean answerWhenFree;
        private String active = "";
        private boolean activeIsLine;
        private int responses;
        private int lines;

        private Conversation(Random random, boolean reflexes) {
            this.random = random;
            this.reflexes = reflexes;
            this.answers = reflexes;
            this.interrupts = reflexes;
            this.dialogue = new Dialogue(
                    new SpeechBriefing(new CallId("CA1"), "", List.of(), AudioFormat.MULAW_8K),
                    new TurnDetection.Meaning("auto", reflexes, reflexes),
                    new ClientEvents(),
                    new Tally());
        }

        private void play() throws JsonProcessingException {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> deliverToServer();
                    case 2, 3 -> deliverToUs();
                    case 4 -> somebodyActs();
                    default -> finishReply("completed");
                }
            }
            // Everybody falls silent, and what is under way comes to its end.
            if (speaking) {
                callerStops();
            }
            for (int rest = 0; rest < 500; rest++) {
                deliverToServer();
                deliverToUs();
                if (toServer.isEmpty() && toUs.isEmpty()) {
                    finishReply("completed");
                }
            }
        }

        private void somebodyActs() {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (speaking) {
                        callerStops();
                    } else {
                        callerStarts();
                    }
                }
                case 2 -> line();
                default -> {
                    if (!inFlightForUs) {
                        inFlightForUs = true;
                        send(new SpeechCommand.Reply("Go on."));
                    }
                }
            }
        }

        private void line() {
            if (!inFlightForUs) {
                inFlightForUs = true;
                String text = "line-" + ++lines + ".";
                linesWanted.add(text);
                send(new SpeechCommand.SayExactly(text, random.nextBoolean()));
            }
        }

        private void send(SpeechCommand command) {
            dialogue.write(command, toServer::addLast);
        }

        private void callerStarts() {
            speaking = true;
            note("the caller speaks");
            say("input_audio_buffer.speech_started", "");
            if (interrupts) {
                finishReply("cancelled");
            }
        }

        private void callerStops() {
            speaking = false;
            note("the caller stops");
            unanswered = true;
            say("input_audio_buffer.speech_stopped", "");
            answerWhenFree = answers;
            answerIfFree();
        }

        private void say(String type, String more) {
            toUs.addLast("{\"type\":\"" + type + "\"" + more + "}");
        }

        private void begin(String request) {
            active = "r" + ++responses;
            activeIsLine = !request.isEmpty();
            if (!activeIsLine) {
                unanswered = false;
            }
            say(
                    "response.created",
                    ",\"response\":{\"id\":\"" + active + "\",\"metadata\":{\"request\":\"" + request + "\"}}");
        }

        private void finishReply(String status) {
            if (!active.isEmpty()) {
                say("response.done", ",\"response\":{\"id\":\"" + active + "\",\"status\":\"" + status + "\"}");
                active = "";
                answerIfFree();
            }
        }

        private void answerIfFree() {
            if (answerWhenFree && active.isEmpty()) {
                answerWhenFree = false;
                begin("");
            }
        }

        private void note(String what) {
            latest.addLast("\n" + what);
            if (latest.size() > 30) {
                latest.removeFirst();
            }
        }

        private void deliverToUs() {
            String message = toUs.pollFirst();
            if (message != null) {
                note("<< " + message);
                dialogue.read(ServerEventDecoder.decode(message), this::heard, toServer::addLast);
            }
        }

        /// The domain never asks for a reply while one is in flight, as far as it knows.
        private void heard(SpeechEvent event) {
            switch (event) {
                case SpeechEvent.ReplyStarted _ -> inFlightForUs = true;
                case SpeechEvent.ReplyFinished _ -> inFlightForUs = false;
                default -> {}
            }
        }

        private void deliverToServer() throws JsonProcessingException {
            String text = toServer.pollFirst();
            if (text == null) {
                return;
            }
            note(">> " + text);
            JsonNode message = JSON.readTree(text);
            String id = message.path("event_id").asText();
            switch (message.path("type").asText()) {
                case "session.update" -> {
                    JsonNode turns = message.at("/session/audio/input/turn_detection");
                    answers = turns.path("create_response").asBoolean();
                    interrupts = turns.path("interrupt_response").asBoolean();
                    say("session.updated", ",\"session\":" + message.path("session"));
                }
                case "response.create" -> create(message, id);
                case "response.cancel" -> {
                    if (active.equals(message.path("response_id").asText(active))) {
                        finishReply("cancelled");
                    }
                }
                default -> throw new AssertionError(text);
            }
        }

        private void create(JsonNode message, String id) {
            String instructions = message.at("/response/instructions").asText();
            int line = instructions.lastIndexOf("line-");
            if (!active.isEmpty()) {
                refusals.merge(line < 0 ? "" : instructions.substring(line), 1, Integer::sum);
                say(
                        "error",
                        ",\"error\":{\"code\":\"conversation_already_has_active_response\",\"event_id\":\"" + id
                                + "\"}");
                return;
            }
            String request = message.at("/response/metadata/request").asText();
            if (!request.isEmpty()) {
                linesBegun.add(instructions.substring(line));
            }
            begin(request);
        }

        private List<String> wrongs() {
            List<String> wrongs = new ArrayList<>();
            if (answers != reflexes || interrupts != reflexes) {
                wrongs.add("the reflexes are " + answers + " and " + interrupts);
            }
            if (!active.isEmpty()) {
                wrongs.add("a reply is still in flight");
            }
            if (unanswered) {
                wrongs.add("the caller's last turn was not answered");
            }
            if (linesBegun.stream().distinct().count() != linesBegun.size()) {
                wrongs.add("a line was said twice: " + linesBegun);
            }
            // A line that has met four replies of the server in a row is given up.
            linesWanted.removeIf(line -> refusals.getOrDefault(line, 0) > 3);
            if (!linesBegun.containsAll(linesWanted)) {
                wrongs.add("of " + linesWanted + " were said " + linesBegun);
            }
            return wrongs;
        }
    }
}
