package dev.switchhook.app.spa.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// A line of the rehearsed conversation, as text and as recorded speech. The recordings are explained in the README
/// beside them.
enum Clip {
    GREETING("agent-greeting", "Serenity Spa, good afternoon. How can I help you?"),
    MENU(
            "agent-interrupted",
            "Of course. We have the classic massage, the deep tissue massage, the hot stone massage, and a facial, and"
                    + " each of them comes with tea in the garden room."),
    OFFER("agent-offer", "The hot stone massage. One moment, I will look."),
    READ_BACK("agent-reads-back", "I am holding that time for you. Shall I book it?"),
    BOOKED("agent-booked", "Done. You are booked. Is there anything else?"),
    TAKEN("agent-taken", "That time has just been taken. I will try another one."),
    SORRY("agent-sorry", "I am sorry, I could not book that. Please call again later."),
    GOODBYE("agent-goodbye", "Thank you for calling. Goodbye!"),
    REQUEST("caller-request", "Hello, I would like to book a massage, please."),
    INTERRUPTION("caller-interrupts", "The hot stone massage, please."),
    YES("caller-yes", "Yes, please."),
    THANKS("caller-thanks", "No, that is all. Thank you, goodbye.");

    private final String file;
    private final String text;

    Clip(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /// What is said.
    String text() {
        return text;
    }

    /// How it sounds: mu-law, a multiple of 20 ms.
    AudioChunk sound() {
        String path = "/dev/switchhook/app/spa/rehearsal/" + file + ".ulaw";
        try (@Nullable InputStream in = Clip.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its clip " + path);
            }
            return AudioChunk.of(AudioFormat.MULAW_8K, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
