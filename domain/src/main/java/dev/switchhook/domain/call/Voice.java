package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.Playback;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The agent's voice: the sound of the model's replies on its way to the line, with the marks that prove what was
/// heard. The sound of a reply is bounded, and so is the sound that waits to be played.
final class Voice {

    private final Duration longestReply;
    private final int markEveryMilliseconds;
    private final Playback playback;
    private long replyMilliseconds;
    private @Nullable ReplyId muted;

    Voice(CallRules rules) {
        longestReply = rules.longestReply();
        markEveryMilliseconds = rules.markEveryMilliseconds();
        playback = new Playback(AudioFormat.MULAW_8K, markEveryMilliseconds);
    }

    /// Another reply begins.
    void begins() {
        replyMilliseconds = 0;
    }

    /// Whether sound of the latest reply was played.
    boolean hasBegun() {
        return replyMilliseconds > 0;
    }

    /// Whether nothing of the latest reply was heard.
    boolean latestReplyUnheard() {
        return unheard().toMillis() >= replyMilliseconds;
    }

    /// No further sound of this reply is to be played.
    void mute(ReplyId reply) {
        muted = reply;
    }

    boolean isMuted(ReplyId reply) {
        return reply.equals(muted);
    }

    /// Plays a piece of the reply that is being spoken; one that is too long is stopped.
    void play(SpeechEvent.ReplyAudio audio, Instant now, Outbox out) {
        if (!playback.continues(audio.item())) {
            utteranceComplete(out);
        }
        for (AudioChunk piece : audio.audio().pieces(markEveryMilliseconds)) {
            if (tooMuchToSay()) {
                out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
                out.journal(new JournalEntry.ModelFaulted("a reply past " + longestReply + " was stopped"));
                mute(audio.reply());
                return;
            }
            playback.markBefore(piece).ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
            out.line(new LineCommand.Play(piece));
            playback.sent(audio.item(), piece, now).ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
            replyMilliseconds += piece.milliseconds();
        }
    }

    private boolean tooMuchToSay() {
        return replyMilliseconds >= longestReply.toMillis() || unheard().compareTo(longestReply) >= 0;
    }

    void utteranceComplete(Outbox out) {
        playback.utteranceComplete().ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
    }

    /// See [Playback#speakerLeaves].
    void speakerLeaves(Outbox out) {
        playback.speakerLeaves().ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
        replyMilliseconds = 0;
        muted = null;
    }

    /// See [Playback#speakerSounds].
    boolean speakerSounds() {
        return playback.speakerSounds();
    }

    /// See [Playback#unfinishedOfFormer].
    List<HeardItem> unfinishedOfFormer(Instant now) {
        return playback.unfinishedOfFormer(now);
    }

    /// Until when the caller hears the agent, by the clock.
    Instant soundsUntil() {
        return playback.soundsUntil();
    }

    /// See [Playback#played].
    boolean played(MarkName mark, Instant now) {
        return playback.played(mark, now);
    }

    /// Nothing more of what was sent is heard. See [Playback#cutShort].
    List<HeardItem> cutShort(Instant now) {
        return playback.cutShort(now);
    }

    boolean everythingHeard() {
        return playback.everythingHeard();
    }

    /// See [Playback#sentMilliseconds].
    long sentMilliseconds() {
        return playback.sentMilliseconds();
    }

    /// See [Playback#provenMilliseconds].
    long provenMilliseconds() {
        return playback.provenMilliseconds();
    }

    /// See [Playback#sounds].
    boolean sounds(Instant now, Duration slack) {
        return playback.sounds(now, slack);
    }

    /// See [Playback#soundsUntil].
    Instant soundsUntil(Duration slack) {
        return playback.soundsUntil(slack);
    }

    Duration unheard() {
        return playback.unheard();
    }
}
