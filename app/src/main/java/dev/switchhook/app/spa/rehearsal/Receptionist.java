package dev.switchhook.app.spa.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.rehearsal.Story;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Cue.ToolAnswer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plays the spa's receptionist: greets, lists the treatments, looks for a free hot stone massage, has it held, asks
/// for a yes, books it, says goodbye.
///
/// What it books is what the tools really offer; when somebody else was faster it takes one of the alternatives. The
/// number of the receptionist spreads those of one rehearsal over days and openings, as real wishes would be.
///
/// After an interruption of the connection it says and does once more what it was at. When a process was lost with
/// its session, the next session is [#goingOn]: the same receptionist, who has heard all that was said before.
final class Receptionist implements Story.Part {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SERVICE = "hot stone massage";
    private static final int CALLS_PER_DAY = 6;
    private static final int MOST_TRIES = 5;

    private final int number;
    private final LocalDate firstDay;
    private int tries;
    private int earlier;
    private int heard;
    private boolean reads;
    private boolean booked;
    private @Nullable ObjectNode held;
    private List<Act> last = List.of();

    /// @param number counts the sessions of a rehearsal from 0
    /// @param firstDay the first day on which something may be booked
    Receptionist(int number, LocalDate firstDay) {
        this.number = number;
        this.firstDay = firstDay;
    }

    @Override
    public Receptionist goingOn() {
        earlier = heard;
        return this;
    }

    /// What the caller has written counts like words that were spoken.
    @Override
    public void told(String text) {
        reads = true;
    }

    @Override
    public String heard(int utterance) {
        return switch (earlier + utterance) {
            case 1 -> Clip.REQUEST.text();
            case 2 -> Clip.INTERRUPTION.text();
            case 3 -> Clip.YES.text();
            default -> Clip.THANKS.text();
        };
    }

    @Override
    public List<Act> play(Cue cue) {
        List<Act> acts = switch (cue) {
            case Cue.Asked(String instructions) -> asked(instructions);
            case Cue.CallerSpoke(int utterance) -> answer(earlier + utterance);
            case Cue.ToolsAnswered(List<ToolAnswer> answers) -> afterTool(answers.getLast());
        };
        if (!acts.isEmpty()) {
            last = acts;
        }
        return acts;
    }

    private List<Act> asked(String instructions) {
        if (reads && instructions.isEmpty()) {
            reads = false;
            earlier++;
            return answer(heard + 1);
        }
        if (instructions.contains("goodbye")) {
            return List.of(say(Clip.GOODBYE));
        }
        if (instructions.contains("Your code is")) {
            booked = true;
            return List.of(say(Clip.BOOKED));
        }
        boolean goOn = instructions.isEmpty() || instructions.contains("interrupted");
        return goOn && !last.isEmpty() ? last : List.of(say(Clip.GREETING));
    }

    private List<Act> answer(int utterance) {
        heard = Math.max(heard, utterance);
        return switch (utterance) {
            case 1 -> List.of(say(Clip.MENU));
            case 2 -> List.of(say(Clip.OFFER), lookUp());
            case 3 -> confirm();
            default -> List.of(say(Clip.GOODBYE), new Act.UseTool("hang_up", "{}"));
        };
    }

    /// Orders what is held, word for word the same, now that the caller has agreed.
    private List<Act> confirm() {
        return held == null
                ? List.of(say(Clip.SORRY))
                : List.of(use("book_appointment", held.deepCopy().put("confirmed", true)));
    }

    private Act lookUp() {
        ObjectNode question = JSON.createObjectNode();
        question.put("service", SERVICE);
        question.put("date", firstDay.plusDays(number / CALLS_PER_DAY).toString());
        return use("check_availability", question);
    }

    private List<Act> afterTool(ToolAnswer answer) {
        JsonNode output = read(answer.output());
        String outcome = output.path("outcome").asText();
        boolean done = outcome.equals("done");
        if (answer.tool().equals("check_availability")) {
            if (tries > 0) {
                // An answer that was asked for again after an interruption; the booking is under way.
                return List.of();
            }
            JsonNode offered = output.path("openings");
            return done ? book(offered.isEmpty() ? output.path("later") : offered) : List.of(say(Clip.SORRY));
        }
        if (done) {
            boolean again = booked;
            booked = true;
            return again ? List.of() : List.of(say(Clip.BOOKED));
        }
        if (outcome.equals("not_yet")) {
            return List.of(say(Clip.READ_BACK));
        }
        JsonNode alternatives = output.path("alternatives");
        return alternatives.isEmpty() ? List.of(say(Clip.SORRY)) : book(alternatives);
    }

    private List<Act> book(JsonNode openings) {
        if (openings.isEmpty() || tries++ >= MOST_TRIES) {
            return List.of(say(Clip.SORRY));
        }
        JsonNode opening = openings.get((number + tries) % openings.size());
        ObjectNode order = JSON.createObjectNode();
        order.put("service", SERVICE);
        order.put("date", opening.path("date").asText());
        order.put("time", opening.path("time").asText());
        held = order;
        Act booking = use("book_appointment", order);
        return tries == 1 ? List.of(booking) : List.of(say(Clip.TAKEN), booking);
    }

    private static JsonNode read(String output) {
        try {
            return JSON.readTree(output);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    private static Act use(String tool, ObjectNode arguments) {
        return new Act.UseTool(tool, arguments.toString());
    }

    private static Act say(Clip clip) {
        return new Act.Say(clip.text(), clip.sound());
    }
}
