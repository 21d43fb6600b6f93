package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One media stream of a call: Twilio's side of the conversation over the socket. It sends the caller's frames on
/// the schedule of the [FrameClock], plays what the bridge sends, and returns marks at the moment they come due.
/// Lives on the event loop of its call.
final class MediaStream implements MediaSocket.Listener, FrameClock.Ticker {

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

    private final EventLoop loop;
    private final FrameClock clock;
    private final CallPlan plan;
    private final Caller caller;
    private final CallNotes notes;
    private final Owner owner;
    private final String streamSid;
    private final StreamText text;
    private final Map<String, String> parameters;
    private final FrameCutter cutter;
    private final int unknownEvery;
    private final int gapEvery;
    private final MarkReturns marks;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private @Nullable MediaSocket socket;
    private @Nullable PlaybackClock playback;
    private long framesCut;
    private boolean live;
    private boolean overflowed;

    MediaStream(
            EventLoop loop,
            FrameClock clock,
            CallPlan plan,
            Caller caller,
            CallNotes notes,
            StreamIdentity identity,
            Map<String, String> parameters,
            Owner owner) {
        this.loop = loop;
        this.clock = clock;
        this.plan = plan;
        this.caller = caller;
        this.notes = notes;
        this.owner = owner;
        this.streamSid = identity.streamSid();
        this.text = new StreamText(identity.accountSid(), identity.callSid(), identity.streamSid());
        this.parameters = parameters;
        this.cutter = new FrameCutter(Mischief.has(plan.mischief(), Mischief.OddFrames.class));
        this.marks = new MarkReturns(loop, plan, notes, name -> sendIfLive(text.mark(name)));
        this.unknownEvery = Mischief.find(plan.mischief(), Mischief.UnknownEvents.class)
                .map(Mischief.UnknownEvents::every)
                .orElse(0);
        this.gapEvery = Mischief.find(plan.mischief(), Mischief.Gaps.class)
                .map(Mischief.Gaps::every)
                .orElse(0);
    }

    /// The SIDs that a stream carries in its messages.
    record StreamIdentity(String accountSid, String callSid, String streamSid) {}

    String streamSid() {
        return streamSid;
    }

    void connect(InetSocketAddress address, URI url, String signature) {
        socket = MediaSocket.connect(loop, address, url, signature, this);
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
        playback = new PlaybackClock(now, notes.heard);
        live = true;
        if (!does(Mischief.NoConnected.class)) {
            send(StreamText.connected());
        }
        if (!does(Mischief.NoStart.class)) {
            send(text.start(parameters));
        }
        caller.streamBegins();
        clock.join(this);
        planMischief();
        owner.streamStarted();
    }

    private void planMischief() {
        for (Mischief mischief : plan.mischief()) {
            switch (mischief) {
                case Mischief.Reset(Duration after) -> later(after, () -> socket().reset());
                case Mischief.SecondStart(Duration after) -> later(after, () -> send(text.start(parameters)));
                case Mischief.BinaryFrame(Duration after) ->
                    later(after, () -> socket().sendBinary(new byte[Caller.FRAME]));
                case Mischief.StopsReading(Duration after) -> later(after, () -> socket().stopReading());
                default -> {
                    // The other kinds are asked for where they matter.
                }
            }
        }
    }

    private void later(Duration after, Runnable action) {
        Runnable ifLive = () -> {
            if (live) {
                action.run();
            }
        };
        var _ = loop.schedule(ifLive, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean does(Class<? extends Mischief> kind) {
        return Mischief.has(plan.mischief(), kind);
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
        marks.sendDue(playback());
        switch (caller.move(dueNanos, playback())) {
            case Caller.Sound(AudioChunk frame) -> say(frame);
            case Caller.Key(char key) -> {
                send(text.dtmf(key));
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
            if (gapEvery > 0 && framesCut % gapEvery == 0) {
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
        switch (BridgeMessage.read(message, streamSid)) {
            case BridgeMessage.Media(AudioChunk sound) -> play(sound, atNanos);
            case BridgeMessage.Mark(String name) -> playback().mark(name, atNanos);
            case BridgeMessage.ClearAll _ -> notes.clears.add(playback().clear(atNanos));
            case BridgeMessage.Breach(Complaint complaint) -> notes.complain(complaint);
        }
        marks.sendDue(playback());
    }

    private void play(AudioChunk sound, long atNanos) {
        notes.firstMedia = CallNotes.first(notes.firstMedia, atNanos);
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
        if (!does(Mischief.MissingStop.class)) {
            notes.stopSent = OptionalLong.of(System.nanoTime());
            send(text.stop());
        }
        socket().close();
    }

    private void endStream(boolean byBridge) {
        live = false;
        clock.leave(this);
        marks.stop();
        playback().advance(System.nanoTime());
        notes.speeches.addAll(playback().speeches());
        notes.bytesPlayed += playback().playedBytes();
        if (byBridge) {
            notes.bytesUnplayed += playback().unplayedBytes();
        }
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
        if (live) {
            endStream(true);
            owner.streamLost(end);
        }
    }

    private boolean sendIfLive(String message) {
        if (live) {
            send(message);
        }
        return live;
    }

    private void send(String message) {
        socket().send(message);
    }

    private MediaSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("the stream was never connected");
        }
        return socket;
    }

    private PlaybackClock playback() {
        if (playback == null) {
            throw new IllegalStateException("the stream was never opened");
        }
        return playback;
    }
}
