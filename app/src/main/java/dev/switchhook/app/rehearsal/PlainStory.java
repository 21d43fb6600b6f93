package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import java.util.List;
import javax.sql.DataSource;

/// The story of a program without a business: agent and caller hum at each other, and nothing is done.
final class PlainStory implements Story {

    private static final int AGENT = 220;
    private static final int CALLER = 130;
    private static final AudioChunk GREETING = Murmur.of(1500, AGENT);
    private static final AudioChunk ANSWER = Murmur.of(6000, AGENT + 20);
    private static final AudioChunk SECOND = Murmur.of(1800, AGENT + 40);
    private static final AudioChunk FAREWELL = Murmur.of(1200, AGENT + 60);

    @Override
    public Part part(int number) {
        return new Hummer();
    }

    @Override
    public Lines lines() {
        return new Lines(
                GREETING,
                FAREWELL,
                Murmur.of(2000, CALLER),
                Murmur.of(1600, CALLER + 10),
                List.of(),
                Murmur.of(1800, CALLER + 20));
    }

    @Override
    public Deed deed() {
        return new Deed(0, "deeds", "nothing was done, as nothing can be", "answered to");
    }

    @Override
    public int deeds(DataSource database, String number) {
        return 0;
    }

    /// Hums, and hangs up when the caller has hummed three times.
    private static final class Hummer implements Part {

        private int earlier;
        private int heard;
        private List<Act> last = List.of();

        @Override
        public Part goingOn() {
            earlier = heard;
            return this;
        }

        @Override
        public String heard(int utterance) {
            return "Hm.";
        }

        @Override
        public List<Act> play(Cue cue) {
            List<Act> acts = switch (cue) {
                case Cue.Asked(String instructions) -> asked(instructions);
                case Cue.CallerSpoke(int utterance) -> answer(earlier + utterance);
                case Cue.ToolsAnswered _ -> List.of();
            };
            if (!acts.isEmpty()) {
                last = acts;
            }
            return acts;
        }

        private List<Act> asked(String instructions) {
            if (instructions.contains("goodbye")) {
                return List.of(hum(FAREWELL));
            }
            boolean goOn = instructions.isEmpty() || instructions.contains("interrupted");
            return goOn && !last.isEmpty() ? last : List.of(hum(GREETING));
        }

        private List<Act> answer(int utterance) {
            heard = Math.max(heard, utterance);
            return switch (utterance) {
                case 1 -> List.of(hum(ANSWER));
                case 2 -> List.of(hum(SECOND));
                default -> List.of(hum(FAREWELL), new Act.UseTool("hang_up", "{}"));
            };
        }

        private static Act hum(AudioChunk sound) {
            return new Act.Say(sound.equals(FAREWELL) ? "Goodbye." : "Hm.", sound);
        }
    }
}
