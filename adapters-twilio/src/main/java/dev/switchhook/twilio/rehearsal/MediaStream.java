package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One media stream of a call: Twilio's side of the conversation over the socket. It sends the caller's frames on
/// the schedule of the [FrameClock], plays what the bridge sends, and returns marks at the moment they come due.
/// Lives on the event loop of its call.
final class MediaStream implements MediaSocket.Listener, FrameClock.Ticker, StreamMishaps.Stream {

    /// The call that a stream belongs to.
    interface Owner {

        /// `start` was sent.
        void streamStarted();

        /// The stream never came to be.
        void streamFailed(Complaint why);

        /// The socket was lost while the stream was live: closed by the bridge, or reset.
        void streamLost(PhoneReport.SocketEnd end);

        /// The caller hangs up.
        void callerLeaves(Optional<String> complaint);
    }

    private final CallScene scene;
    private final CallNotes notes;
    private final Owner owner;
    private final StreamIdentity identity;
    private final StreamText text;
    private final Map<String, String> parameters;
    private final FrameCutter cutter;
    private final int unknownEvery;
    private final int gapEvery;
    private final StreamMishaps mishaps;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private @Nullable MediaSocket socket;
    private @Nullable PlaybackClock playback;
    private @Nullable MarkReturns marks;
    private long framesCut;
    private boolean live;
    /// Whether nothing travels, because the connection is half-open, or because it is gone and nobody has noticed.
    private boolean deaf;
    private boolean overflowed;

    MediaStream(CallScene scene, StreamIdentity identity, Map<String, String> parameters, Owner owner) {
        this.scene = scene;
        this.notes = scene.notes();
        this.owner = owner;
        this.identity = identity;
        this.text = new StreamText(identity.accountSid(), identity.callSid(), identity.streamSid());
        this.parameters = parameters;
        this.mishaps = new StreamMishaps(scene, this);
        this.cutter = new FrameCutter(scene.does(Mischief.OddFrames.class));
        this.unknownEvery = scene.find(Mischief.UnknownEvents.class)
                .map(Mischief.UnknownEvents::every)
                .orElse(0);
        this.gapEvery =
                scene.find(Mischief.Gaps.class).map(Mischief.Gaps::every).orElse(0);
    }

    /// The SIDs that a stream carries in its messages.
    record StreamIdentity(String accountSid, String callSid, String streamSid) {}

    String streamSid() {
        return identity.streamSid();
    }

    void connect(List<InetSocketAddress> addresses, URI url, String signature) {
        socket = MediaSocket.connect(scene.loop(), addresses, url, signature, this);
    }

    /// Completes when the socket is gone, or was never there.
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public void opened() {
        long now = System.nanoTime();
        notes.startSent = CallNotes.first(notes.startSent, now);
        long before = (now - notes.startSent.getAsLong()) / PlaybackClock.NANOS_PER_BYTE - notes.heard.length();
        notes.heard.addSilence(Math.toIntExact(Math.max(0, before)));
        notes.streamStarted(streamSid(), now);
        playback = new PlaybackClock(now, notes.heard);
        marks = new MarkReturns(scene, now, name -> sendIfLive(text.mark(name)));
        live = true;
        if (!scene.does(Mischief.NoConnected.class)) {
            send(StreamText.connected());
        }
        if (!scene.does(Mischief.NoStart.class)) {
            send(text.start(parameters));
        }
        scene.caller().streamBegins();
        scene.clock().join(this);
        mishaps.plan();
        owner.streamStarted();
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public MediaSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("the stream was never connected");
        }
        return socket;
    }

    @Override
    public void startAgain() {
        send(text.start(parameters));
    }

    @Override
    public void travels(boolean everything) {
        deaf = !everything;
        notes.streamCut(everything ? OptionalLong.empty() : OptionalLong.of(System.nanoTime()));
        socket().read(everything);
    }

    @Override
    public void tick(long dueNanos) {
        if (!live) {
            return;
        }
        long now = System.nanoTime();
        notes.firstFrame = CallNotes.first(notes.firstFrame, dueNanos);
        notes.worstSlipNanos = Math.max(notes.worstSlipNanos, now - dueNanos);
        playback().advance(now);
        returnMarks();
        mishaps.spoken(playback().speechBytes());
        switch (scene.caller().move(dueNanos, playback())) {
            case Caller.Sound(AudioChunk frame) -> say(frame);
            case Caller.Key(char key) -> {
                sendIfLive(text.dtmf(key));
                say(Caller.SILENCE);
            }
            case Caller.Leave(Optional<String> complaint) -> owner.callerLeaves(complaint);
        }
    }

    @Override
    public void failed(RuntimeException cause) {
        owner.callerLeaves(Optional.of("the rehearsal itself failed: " + cause));
    }

    private void say(AudioChunk sound) {
        for (FrameCutter.Frame frame : cutter.add(sound)) {
            framesCut++;
            if (deaf || (gapEvery > 0 && framesCut % gapEvery == 0)) {
                text.skipMedia();
                continue;
            }
            send(text.media(frame));
            notes.framesSent++;
            notes.said.add(frame.sound().bytes(), 0, frame.sound().byteCount());
            if (unknownEvery > 0 && framesCut % unknownEvery == 0) {
                send(text.unknown());
            }
        }
    }

    @Override
    public void text(String message, long atNanos) {
        if (!live) {
            return;
        }
        switch (BridgeMessage.read(message, streamSid())) {
            case BridgeMessage.Media(AudioChunk sound) -> play(sound, atNanos);
            case BridgeMessage.Mark(String name) -> playback().mark(name, atNanos);
            case BridgeMessage.ClearAll _ -> notes.clears.add(playback().clear(atNanos));
            case BridgeMessage.Breach(Complaint complaint) -> notes.complain(complaint);
        }
        returnMarks();
    }

    private void returnMarks() {
        if (marks != null) {
            marks.sendDue(playback());
        }
    }

    private void play(AudioChunk sound, long atNanos) {
        notes.firstMedia = CallNotes.first(notes.firstMedia, atNanos);
        notes.streamSounded(atNanos);
        notes.bytesReceived += sound.byteCount();
        if (playback().play(sound, atNanos) > 0 && !overflowed) {
            overflowed = true;
            notes.complain(31931, "more than ten minutes of sound were buffered");
        }
    }

    /// Ends the stream from Twilio's side: `stop`, then close.
    ///
    /// @param byBridge whether the bridge wanted it, so that what is not played yet counts as cut off
    void stop(boolean byBridge) {
        if (!live) {
            if (socket != null) {
                socket.close();
            }
            gone.complete(null);
            return;
        }
        endStream(byBridge);
        if (deaf) {
            // Whatever Twilio sends now reaches nobody.
            socket().reset();
            return;
        }
        if (!scene.does(Mischief.MissingStop.class)) {
            notes.stopSent = OptionalLong.of(System.nanoTime());
            send(text.stop());
        }
        socket().close();
    }

    private void endStream(boolean byBridge) {
        live = false;
        scene.clock().leave(this);
        if (marks != null) {
            marks.stop();
        }
        long now = System.nanoTime();
        playback().advance(now);
        notes.speeches.addAll(playback().speeches());
        notes.bytesPlayed += playback().playedBytes();
        notes.streamEnded(now, byBridge ? playback().unplayedBytes() : 0);
    }

    @Override
    public void refused(Complaint why) {
        gone.complete(null);
        owner.streamFailed(why);
    }

    @Override
    public void broken(Complaint how) {
        notes.complain(how);
    }

    @Override
    public void closed(PhoneReport.SocketEnd end) {
        notes.sockets.add(end);
        gone.complete(null);
        if (!live) {
            return;
        }
        if (scene.does(Mischief.LostClose.class)) {
            deaf = true;
            return;
        }
        Optional<Mischief.LateClose> late = scene.find(Mischief.LateClose.class);
        if (late.isEmpty()) {
            lost(end);
            return;
        }
        deaf = true;
        var _ = scene.after(late.get().by(), () -> lost(end));
    }

    private void lost(PhoneReport.SocketEnd end) {
        if (live) {
            endStream(true);
            owner.streamLost(end);
        }
    }

    private boolean sendIfLive(String message) {
        boolean sends = live && !deaf;
        if (sends) {
            send(message);
        }
        return sends;
    }

    private void send(String message) {
        socket().send(message);
    }

    private PlaybackClock playback() {
        if (playback == null) {
            throw new IllegalStateException("the stream was never opened");
        }
        return playback;
    }
}
