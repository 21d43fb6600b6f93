package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioFormat;
import java.time.Duration;

/// What goes wrong with one media stream at its moment, each mischief once in a call. Lives on the event loop
/// of the call.
final class StreamMishaps {

    /// The stream that suffers.
    interface Stream {

        /// Whether Twilio still takes it for going on.
        boolean live();

        /// Its connection.
        MediaSocket socket();

        /// Sends another `start`.
        void startAgain();

        /// From now on everything travels on the connection, or nothing.
        void travels(boolean everything);
    }

    private final CallScene scene;
    private final Stream stream;

    StreamMishaps(CallScene scene, Stream stream) {
        this.scene = scene;
        this.stream = stream;
    }

    /// The stream has begun.
    void plan() {
        for (Mischief mischief : scene.mishaps().all()) {
            switch (mischief) {
                case Mischief.Reset(Duration after) ->
                    once(mischief, after, () -> stream.socket().reset());
                case Mischief.HalfOpen(Duration after, Duration lasts) ->
                    once(mischief, after, () -> {
                        stream.travels(false);
                        var _ = scene.after(lasts, this::travelAgain);
                    });
                case Mischief.SecondStart(Duration after) -> once(mischief, after, stream::startAgain);
                case Mischief.BinaryFrame(Duration after) ->
                    once(mischief, after, () -> stream.socket().sendBinary(new byte[Caller.FRAME]));
                case Mischief.StopsReading(Duration after) ->
                    once(mischief, after, () -> stream.socket().read(false));
                default -> {
                    // The other kinds are asked for where they matter.
                }
            }
        }
    }

    private void once(Mischief mischief, Duration after, Runnable action) {
        var _ = scene.after(after, () -> {
            if (stream.live() && scene.mishaps().happens(mischief)) {
                action.run();
            }
        });
    }

    private void travelAgain() {
        if (stream.live()) {
            stream.travels(true);
        }
    }

    /// So much of the agent's current speech was heard.
    void spoken(long bytes) {
        scene.find(Mischief.ResetInSpeech.class)
                .filter(reset -> bytes >= reset.heard().toMillis() * AudioFormat.MULAW_8K.bytesPerMillisecond())
                .filter(scene.mishaps()::happens)
                .ifPresent(_ -> stream.socket().reset());
    }
}
