package dev.switchhook.app.simulation;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The person on the phone: says a few things, interrupts at times, and then hangs up, says goodbye, lays the phone
/// aside, or talks on and on.
final class Caller {

    /// How long one piece of the caller's sound lasts, in milliseconds.
    static final int PIECE = 400;

    static final AudioChunk SPEECH = sound(0x20);
    static final AudioChunk SILENCE = sound(0xFF);

    /// What the caller does after having said everything.
    private enum Leave {
        HANGS_UP,
        SAYS_GOODBYE,
        LAYS_PHONE_ASIDE,
        TALKS_ON
    }

    private final World world;
    private final Carrier carrier;
    private final Leave leave;
    private int toSay;
    private boolean gone;
    private long speaksUntil;
    private long lastSpoke;
    private long lastHeard;
    private long patientUntil;
    private boolean sayingGoodbye;
    private boolean saidGoodbye;
    private long objectsAt = Long.MAX_VALUE;

    Caller(World world, Carrier carrier) {
        this.world = world;
        this.carrier = carrier;
        int dice = world.pick(100);
        this.leave = dice < 30
                ? Leave.HANGS_UP
                : dice < 82 ? Leave.SAYS_GOODBYE : dice < 95 ? Leave.LAYS_PHONE_ASIDE : Leave.TALKS_ON;
        this.toSay = leave == Leave.TALKS_ON ? 1_000 : (int) world.between(1, 3);
        if (world.chance(0.08)) {
            // Somebody gives up at any time.
            world.in(world.between(0, 40_000), this::hangUp);
        }
    }

    private static AudioChunk sound(int value) {
        byte[] bytes = new byte[PIECE * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }

    /// Whether somebody can be heard in this sound.
    static boolean isSpeech(AudioChunk sound) {
        return sound.bytes()[0] != AudioFormat.MULAW_SILENCE;
    }

    /// Lives on from now, a piece of sound at a time.
    void live() {
        if (gone || carrier.over()) {
            return;
        }
        decide();
        @Nullable Stream stream = carrier.stream();
        if (stream != null && !gone) {
            stream.hear(speaking() ? SPEECH : SILENCE);
            if (speaking() && stream.works()) {
                lastHeard = world.now();
            }
        }
        world.in(PIECE, this::live);
    }

    private void decide() {
        long now = world.now();
        if (speaking()) {
            lastSpoke = now;
            patientUntil = 0;
            return;
        }
        boolean connected = carrier.stream() != null;
        boolean hears = carrier.audibleUntil() > now;
        if (objectsAt <= now && connected) {
            objectsAt = Long.MAX_VALUE;
            speak(800);
        } else if (hears) {
            patientUntil = now + world.between(300, 2_500);
            if (connected && toSay > 0 && world.chance(0.01)) {
                speak(world.between(800, 3_000));
            }
        } else if (patientUntil != 0 && now >= patientUntil && connected) {
            speaksOrLeaves();
        }
    }

    private void speaksOrLeaves() {
        if (toSay > 0) {
            toSay--;
            speak(world.between(600, 3_500));
            return;
        }
        switch (leave) {
            case HANGS_UP -> hangUp();
            case SAYS_GOODBYE -> {
                if (!saidGoodbye || world.chance(0.3)) {
                    sayingGoodbye = true;
                    speak(1_000);
                    saidGoodbye = true;
                }
            }
            case LAYS_PHONE_ASIDE, TALKS_ON -> {}
        }
        patientUntil = 0;
    }

    private void speak(long milliseconds) {
        speaksUntil = world.now() + milliseconds;
        lastSpoke = world.now();
        patientUntil = 0;
        world.tell("the caller speaks");
    }

    private void hangUp() {
        if (!gone && !carrier.over()) {
            gone = true;
            world.tell("the caller hangs up");
            carrier.callerHangsUp();
        }
    }

    private boolean speaking() {
        return world.now() < speaksUntil;
    }

    /// The agent begins to say goodbye: some object.
    void hearsFarewell() {
        if (world.chance(0.1)) {
            objectsAt = world.now() + world.between(0, 2_500);
        }
    }

    /// Nothing will ever come any more.
    void givesUp() {
        hangUp();
    }

    /// What the caller has just said, in words.
    String words() {
        if (sayingGoodbye) {
            sayingGoodbye = false;
            return "Goodbye.";
        }
        return "I have a wish.";
    }

    boolean saidGoodbye() {
        return saidGoodbye;
    }

    /// Whether the caller has hung up.
    boolean gone() {
        return gone;
    }

    /// When the caller last spoke and came through.
    long lastHeard() {
        return lastHeard;
    }

    /// When the caller last spoke.
    long lastSpoke() {
        return lastSpoke;
    }
}
