package dev.switchhook.app.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.audio.Transcoder;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.testkit.ScriptedSpeechModel;
import dev.switchhook.domain.testkit.SoundLikeness;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TranscodingSpeechModelTest {

    private static final ReplyId REPLY = new ReplyId("reply-1");
    private static final ItemId ONE = new ItemId("item-1");
    private static final ItemId TWO = new ItemId("item-2");
    private static final SpeechBriefing BRIEFING = new SpeechBriefing(
            new CallId("CA0123456789abcdef0123456789abcdef"), "Be kind.", List.of(), AudioFormat.MULAW_8K);

    /// A model at hand: what it is told is kept, what it tells is what the test lets it tell.
    private static final class Wide implements SpeechModel, SpeechSession {
        private final List<SpeechBriefing> opened = new ArrayList<>();
        private final List<SpeechBriefing> prepared = new ArrayList<>();
        private final List<CallId> dismissed = new ArrayList<>();
        private final List<SpeechCommand> commands = new ArrayList<>();
        private SpeechListener listener = _ -> {};
        private boolean closed;

        @Override
        public String name() {
            return "wide";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of(AudioFormat.PCM16_24K), true, true, false, Duration.ofMinutes(9), "smiles");
        }

        @Override
        public SpeechSession open(SpeechBriefing briefing, SpeechListener heard) {
            opened.add(briefing);
            listener = heard;
            return this;
        }

        @Override
        public void prepare(SpeechBriefing briefing) {
            prepared.add(briefing);
        }

        @Override
        public void dismiss(CallId call) {
            dismissed.add(call);
        }

        @Override
        public void send(SpeechCommand command) {
            commands.add(command);
        }

        @Override
        public void close() {
            closed = true;
        }

        void speaks(ItemId item, byte[] sound, int piece) {
            for (int from = 0; from < sound.length; from += piece) {
                byte[] part = Arrays.copyOfRange(sound, from, Math.min(sound.length, from + piece));
                listener.on(new SpeechEvent.ReplyAudio(REPLY, item, AudioChunk.of(AudioFormat.PCM16_24K, part)));
            }
        }

        byte[] heard() {
            return TestSound.join(commands.stream()
                    .filter(SpeechCommand.Hear.class::isInstance)
                    .map(command -> ((SpeechCommand.Hear) command).audio())
                    .toList());
        }
    }

    private final Wide wide = new Wide();
    private final List<SpeechEvent> told = new ArrayList<>();
    private final SpeechModel model = new TranscodingSpeechModel(wide);

    private AudioChunk soundOf(ItemId item) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (SpeechEvent event : told) {
            if (event instanceof SpeechEvent.ReplyAudio(ReplyId _, ItemId spoken, AudioChunk audio)
                    && spoken.equals(item)) {
                assertThat(audio.format()).isEqualTo(AudioFormat.MULAW_8K);
                chunks.add(audio);
            }
        }
        return AudioChunk.of(AudioFormat.MULAW_8K, TestSound.join(chunks));
    }

    private static byte[] widened(AudioChunk narrow) {
        Transcoder transcoder = Transcoder.toPcm16();
        List<AudioChunk> all = new ArrayList<>();
        transcoder.transcode(narrow).ifPresent(all::add);
        transcoder.flush().ifPresent(all::add);
        return TestSound.join(all);
    }

    @Test
    void the_core_speaks_mu_law_and_the_model_24_khz() {
        assertThat(model.capabilities().formats()).contains(AudioFormat.MULAW_8K);
        assertThat(model.capabilities().resumes()).isTrue();
        assertThat(model.name()).isEqualTo("wide");
        model.prepare(BRIEFING);
        model.open(BRIEFING, told::add);
        model.dismiss(BRIEFING.call());
        SpeechBriefing wanted = BRIEFING.inFormat(AudioFormat.PCM16_24K);
        assertThat(wide.prepared).containsExactly(wanted);
        assertThat(wide.opened).containsExactly(wanted);
        assertThat(wide.dismissed).containsExactly(BRIEFING.call());
    }

    @Test
    void the_callers_sound_is_widened_and_keeps_its_place_between_the_other_commands() {
        SpeechSession session = model.open(BRIEFING, told::add);
        AudioChunk speech = TestSound.speech(1, 1_000);
        TestSound.frames(speech).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
        SpeechCommand stop = new SpeechCommand.StopReply(List.of(new HeardItem(ONE, 640)), Cause.CALLER_SPOKE);
        session.send(stop);
        session.send(new SpeechCommand.Reply("Go on."));
        session.close();

        assertThat(wide.commands.subList(wide.commands.size() - 2, wide.commands.size()))
                .containsExactly(stop, new SpeechCommand.Reply("Go on."));
        // The filter still holds 3.6 ms of a stream that could have gone on.
        assertThat(wide.heard()).isEqualTo(Arrays.copyOf(widened(speech), 48_000 - 29 * 6));
        assertThat(wide.closed).isTrue();
    }

    @Test
    void every_utterance_arrives_to_its_last_sample_before_the_reply_is_over() {
        model.open(BRIEFING, told::add);
        AudioChunk first = TestSound.speech(2, 700);
        AudioChunk second = TestSound.speech(3, 333);
        wide.listener.on(new SpeechEvent.ReplyStarted(REPLY));
        wide.speaks(ONE, widened(first), 4_801);
        wide.speaks(TWO, widened(second), 1_001);
        wide.listener.on(new SpeechEvent.ReplyFinished(REPLY, ReplyEnd.COMPLETE));

        assertThat(soundOf(ONE).byteCount()).isEqualTo(first.byteCount());
        assertThat(soundOf(TWO).byteCount()).isEqualTo(second.byteCount());
        SoundLikeness.assertAlike(first, soundOf(ONE));
        SoundLikeness.assertAlike(second, soundOf(TWO));
        assertThat(told.getLast()).isEqualTo(new SpeechEvent.ReplyFinished(REPLY, ReplyEnd.COMPLETE));
        List<ItemId> order = told.stream()
                .filter(SpeechEvent.ReplyAudio.class::isInstance)
                .map(event -> ((SpeechEvent.ReplyAudio) event).item())
                .distinct()
                .toList();
        assertThat(order).containsExactly(ONE, TWO);
    }

    @Test
    void a_length_that_is_no_multiple_of_three_samples_is_kept_within_one_sample() {
        model.open(BRIEFING, told::add);
        byte[] sound = new byte[2 * 24_001];
        wide.speaks(ONE, sound, 7);
        wide.listener.on(new SpeechEvent.ReplyFinished(REPLY, ReplyEnd.INCOMPLETE));
        assertThat(soundOf(ONE).byteCount()).isEqualTo(8_001);
    }

    @Test
    void the_rest_of_an_interrupted_utterance_is_dropped_and_the_next_one_begins_anew() {
        model.open(BRIEFING, told::add);
        wide.speaks(ONE, widened(TestSound.speech(4, 200)), 4_801);
        int before = told.size();
        wide.listener.on(new SpeechEvent.ReplyFinished(REPLY, ReplyEnd.INTERRUPTED));
        assertThat(told).hasSize(before + 1);

        AudioChunk next = TestSound.speech(5, 300);
        wide.speaks(TWO, widened(next), 999);
        wide.listener.on(new SpeechEvent.ReplyFinished(REPLY, ReplyEnd.COMPLETE));
        SoundLikeness.assertAlike(next, soundOf(TWO));
    }

    @Test
    void when_the_session_is_gone_the_sound_that_had_come_is_told_first() {
        model.open(BRIEFING, told::add);
        AudioChunk line = TestSound.speech(6, 200);
        wide.speaks(ONE, widened(line), 960);
        wide.listener.on(new SpeechEvent.Closed());
        assertThat(soundOf(ONE).byteCount()).isEqualTo(line.byteCount());
        assertThat(told.getLast()).isEqualTo(new SpeechEvent.Closed());
    }

    @Test
    void a_briefing_in_the_models_own_format_passes_through() {
        SpeechBriefing own = BRIEFING.inFormat(AudioFormat.PCM16_24K);
        assertThat(model.open(own, told::add)).isSameAs(wide);
        assertThat(wide.opened).containsExactly(own);
    }

    @Test
    void a_model_that_does_not_speak_24_khz_needs_another_wrapper() {
        SpeechModel narrow = ScriptedSpeechModel.failing(new SpeechFault.SessionExpired());
        assertThatThrownBy(() -> new TranscodingSpeechModel(narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model scripted does not speak pcm16/24000");
    }
}
