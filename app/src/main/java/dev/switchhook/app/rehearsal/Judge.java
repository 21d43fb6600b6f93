package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.rehearsal.SessionReport.Truncation;
import dev.switchhook.twilio.rehearsal.Clear;
import dev.switchhook.twilio.rehearsal.MarkEcho;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Compares what the telephone, the model and the database saw of one call, and names every broken promise.
final class Judge {

    /// More than this many milliseconds too much must never be credited.
    private static final long MOST_CREDIT_ERROR = 250;

    /// The model may miss what the caller said while the session was being closed.
    private static final int FRAMES_AFTER_THE_END = 75;

    private static final Duration MARK_TRAVEL = Duration.ofMillis(20);

    private static final int FRAME = 160;

    private final Story story;
    private final List<String> broken = new ArrayList<>();

    Judge(Story story) {
        this.story = story;
    }

    CallScore judge(int number, PhoneReport phone, Optional<SessionReport> session, int deeds) {
        promise(phone.times().startSent().isPresent(), "the call was not answered: " + phone.detail());
        promise(phone.times().firstMedia().isPresent(), "the caller heard nothing");
        promise(phone.spokenLines().isEmpty(), "the caller was told: " + phone.spokenLines());
        promise(session.isPresent(), "no model session was opened");
        Story.Deed deed = story.deed();
        promise(deeds == deed.times(), "there are " + deeds + " " + deed.noun() + " instead of " + deed.times());
        farewell(phone);
        promise(
                phone.outcome() == PhoneReport.Outcome.ENDED_BY_REST
                        && phone.status().equals("completed"),
                "the line was not ended by us: " + phone.outcome() + ", " + phone.status() + " " + phone.detail());
        phone.complaints().forEach(complaint -> broken.add("breach of the telephone's wire: " + complaint));
        session.ifPresent(model -> {
            model.complaints().forEach(complaint -> broken.add("breach of the model's wire: " + complaint));
            promise(model.closed(), "the model session was left open");
            promise(greeted(model), "the caller was not greeted first");
        });
        int lost = session.map(model -> framesLost(phone, model)).orElse(phone.framesSent());
        promise(lost == 0, lost + " frames of the caller did not reach the model");
        Optional<Clear> clear =
                phone.clears().stream().filter(c -> c.speechBytes() > 0).findFirst();
        promise(clear.isPresent(), "the interruption did not stop the agent");
        OptionalLong credited = session.map(Judge::credited).orElse(OptionalLong.empty());
        OptionalLong heard =
                clear.map(c -> OptionalLong.of(c.speechMilliseconds())).orElse(OptionalLong.empty());
        OptionalLong noticed = session.map(model -> noticed(model, clear)).orElse(OptionalLong.empty());
        credit(phone, clear, noticed, credited, heard);
        return new CallScore(
                number,
                since(phone.times().startSent(), phone.times().firstMedia()),
                session.map(model -> clearTime(model, clear)).orElse(OptionalLong.empty()),
                credited,
                heard,
                since(phone.times().lastMarkReturned(), phone.times().restCompleted()),
                phone.unplayedMilliseconds(),
                phone.framesSent(),
                lost,
                broken);
    }

    private void promise(boolean kept, String otherwise) {
        if (!kept) {
            broken.add(otherwise);
        }
    }

    private boolean greeted(SessionReport model) {
        return !model.sentItems().isEmpty()
                && model.sentItems().getFirst().audio().equals(story.lines().greeting());
    }

    private void farewell(PhoneReport phone) {
        promise(phone.bytesUnplayed() == 0, "the farewell was cut by " + phone.unplayedMilliseconds() + " ms");
        long wanted = story.lines().farewell().milliseconds();
        boolean whole = !phone.speeches().isEmpty()
                && !phone.speeches().getLast().cleared()
                && phone.speeches().getLast().milliseconds() >= wanted;
        promise(whole, "the farewell was not heard");
    }

    /// The last mark and the clear are positions in the whole stream; the credit counts from the beginning of the
    /// speech. A mark counts as acknowledged when it had time to reach the bridge before the model noticed the
    /// caller.
    private void credit(
            PhoneReport phone, Optional<Clear> clear, OptionalLong noticed, OptionalLong credited, OptionalLong heard) {
        if (clear.isEmpty() || credited.isEmpty() || heard.isEmpty()) {
            promise(clear.isEmpty(), "the model was not told how much was heard");
            return;
        }
        long error = credited.getAsLong() - heard.getAsLong();
        promise(error <= MOST_CREDIT_ERROR, error + " ms were credited that the caller did not hear");
        long speechStart = clear.get().playedBytes() - clear.get().speechBytes();
        long acknowledged = phone.lastMarkHeardBefore(noticed.orElse(0) - MARK_TRAVEL.toNanos())
                .map(MarkEcho::positionBytes)
                .map(position -> (position - speechStart) / 8)
                .orElse(0L);
        promise(credited.getAsLong() >= acknowledged, "less was credited than the last mark had acknowledged");
    }

    private static OptionalLong credited(SessionReport session) {
        return session.truncations().stream()
                .mapToLong(Truncation::heardMilliseconds)
                .findFirst();
    }

    private static OptionalLong clearTime(SessionReport session, Optional<Clear> clear) {
        return clear.isEmpty()
                ? OptionalLong.empty()
                : since(noticed(session, clear), OptionalLong.of(clear.get().atNanos()));
    }

    /// When the model noticed the caller whose speaking led to this clear: the nearest of its notices. The two times
    /// come from different threads, so that the notice may seem to be the later one by a moment.
    private static OptionalLong noticed(SessionReport session, Optional<Clear> clear) {
        return session.speechStartedNanos().stream()
                .filter(_ -> clear.isPresent())
                .min(Comparator.comparingLong(
                        nanos -> Math.abs(nanos - clear.orElseThrow().atNanos())))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong since(OptionalLong from, OptionalLong to) {
        return from.isPresent() && to.isPresent()
                ? OptionalLong.of(Math.max(0, TimeUnit.NANOSECONDS.toMillis(to.getAsLong() - from.getAsLong())))
                : OptionalLong.empty();
    }

    /// What the model heard must be the beginning of what the caller said, up to the end of the session.
    private static int framesLost(PhoneReport phone, SessionReport session) {
        byte[] said = phone.said().bytes();
        byte[] heard = session.heard().bytes();
        int same = Arrays.mismatch(said, heard);
        int right = same < 0 ? said.length : Math.min(same, Math.min(said.length, heard.length));
        boolean wrong = right < heard.length;
        int missing = (said.length - right) / FRAME;
        return wrong ? Math.max(1, missing) : Math.max(0, missing - FRAMES_AFTER_THE_END);
    }
}
