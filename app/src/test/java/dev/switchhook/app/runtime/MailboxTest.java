package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import org.junit.jupiter.api.Test;

/// What waits for a call's owner is bounded in bytes.
class MailboxTest {

    private final Mailbox mailbox = new Mailbox();

    @Test
    void the_sound_of_the_next_model_is_weighed_as_sound() {
        CallEvent sound = new CallEvent.FromNextModel(new SpeechEvent.ReplyAudio(
                new ReplyId("r"),
                new ItemId("i"),
                AudioChunk.of(AudioFormat.MULAW_8K, new byte[Mailbox.MOST_SOUND / 2])));
        assertThat(mailbox.put(sound)).isTrue();
        assertThat(mailbox.put(sound)).isFalse();
        mailbox.take();
        assertThat(mailbox.put(sound)).isTrue();
    }
}
