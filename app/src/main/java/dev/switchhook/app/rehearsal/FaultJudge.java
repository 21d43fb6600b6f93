package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.twilio.rehearsal.Complaint;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import dev.switchhook.twilio.rehearsal.Speech;
import dev.switchhook.twilio.rehearsal.StreamSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges a call in which something went wrong on purpose: the promises that hold whatever the carrier and the
/// network do. It knows what its plan excuses, and nothing else is excused.
final class FaultJudge {

    /// Under any single fault the line is down after this time.
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(60);

    /// What Twilio notes when it finds nobody, or loses whom it has found.
    private static final Set<Integer> UNREACHABLE = Set.of(11200, 31901, 31902, 31903, 31920);

    private final Story story;
    private final FaultPlan plan;
    private final int number;
    private final List<Promise> promises = new ArrayList<>();

    FaultJudge(Story story, FaultPlan plan, int number) {
        this.story = story;
        this.plan = plan;
        this.number = number;
    }

    /// What is compared.
    ///
    /// @param phone what the telephone saw
    /// @param sessions what the model saw, one report per session, in order
    /// @param deeds how often the database says that it was done
    /// @param ending how the program saw the end
    /// @param unfinished calls that Twilio takes for going on
    /// @param recordedOver whether the program's registry has written down that the call is over
    record Evidence(
            PhoneReport phone,
            List<SessionReport> sessions,
            int deeds,
            Optional<CallEnding> ending,
            List<String> unfinished,
            boolean recordedOver) {}

    List<Promise> judge(Evidence seen) {
        down(seen);
        farewell(seen.phone());
        notCutOff(seen.phone());
        if (plan.breaksTheLine()) {
            resumed(seen.phone());
        }
        done(seen);
        nothingDangles(seen);
        wires(seen);
        return List.copyOf(promises);
    }

    private void promise(boolean kept, String text, String otherwise) {
        promises.add(new Promise(number, kept, kept ? text : otherwise));
    }

    private void down(Evidence seen) {
        PhoneReport phone = seen.phone();
        boolean down = phone.status().equals("completed") && seen.ending().isPresent();
        Duration took = seen.ending().map(CallEnding::decisionToDown).orElse(Duration.ZERO);
        promise(
                down && took.compareTo(DOWN_WITHIN) <= 0,
                "the line is proven down, " + took.toMillis() + " ms after the decision was carried out",
                down
                        ? "the line was proven down only after " + took.toMillis() + " ms"
                        : "the line is not proven down: Twilio says " + phone.status() + ", and the program "
                                + seen.ending().map(CallEnding::toString).orElse("knows of no end"));
    }

    private void farewell(PhoneReport phone) {
        if (plan.hurtsTheModel() && !phone.spokenLines().isEmpty()) {
            promise(true, "the caller was told that the agent cannot go on", "");
            return;
        }
        long cut = phone.streams().isEmpty() ? 0 : phone.streams().getLast().unplayedBytes() / 8;
        long wanted = story.lines().farewell().milliseconds();
        boolean whole = !phone.speeches().isEmpty() && wholly(phone.speeches().getLast(), wanted);
        promise(
                whole && cut == 0,
                "the farewell was heard to its last word, 0 ms were cut off",
                whole ? "the farewell was cut by " + cut + " ms" : "the farewell was not heard");
    }

    private static boolean wholly(Speech last, long wanted) {
        return !last.cleared() && last.milliseconds() >= wanted;
    }

    private void notCutOff(PhoneReport phone) {
        boolean said = phone.utterances().size() == story.lines().utterances();
        boolean told = plan.hurtsTheModel() && !phone.spokenLines().isEmpty();
        boolean byUs = phone.outcome() == Outcome.ENDED_BY_REST || phone.outcome() == Outcome.ENDED_BY_TWIML;
        promise(
                byUs && (said || told),
                "the caller was never cut off",
                byUs
                        ? "the caller was cut off after saying "
                                + phone.utterances().size() + " of "
                                + story.lines().utterances() + " things"
                        : "the call did not end as it should: " + phone.outcome() + " " + phone.detail());
    }

    private void resumed(PhoneReport phone) {
        List<StreamSpan> streams = phone.streams();
        String gaps =
                phone.resumeGaps().stream().map(gap -> gap.toMillis() + " ms").collect(Collectors.joining(", "));
        promise(
                streams.size() > 1 && phone.resumeGaps().size() == streams.size() - 1,
                "the conversation was taken up again after " + gaps,
                streams.size() > 1
                        ? "the agent did not speak again in every one of " + streams.size() + " connections"
                        : "there was only one media connection, so that nothing was taken up again");
    }

    private void done(Evidence seen) {
        Story.Deed deed = story.deed();
        boolean mayFail = plan.hurtsTheModel() && seen.deeds() == 0;
        promise(
                seen.deeds() == deed.times() || mayFail,
                mayFail ? "nothing was " + deed.verb() + ", and nothing was promised" : deed.kept(),
                "there are " + seen.deeds() + " " + deed.noun() + " instead of " + deed.times());
    }

    private void nothingDangles(Evidence seen) {
        boolean open = seen.sessions().isEmpty()
                || (!plan.hurtsTheModel() && !seen.sessions().getLast().closed());
        String left;
        if (!seen.unfinished().isEmpty()) {
            left = "calls are left over at Twilio: " + seen.unfinished().size();
        } else if (!seen.recordedOver()) {
            left = "the registry takes the call for going on";
        } else {
            left = open ? "the session at the model was left open, or never opened" : "";
        }
        promise(
                left.isEmpty(),
                "nothing is left over: no call at Twilio or in the registry, no session at the model",
                left);
    }

    private void wires(Evidence seen) {
        List<String> breaches = new ArrayList<>();
        seen.phone().complaints().stream()
                .filter(complaint -> !(plan.crashes() && UNREACHABLE.contains(complaint.code())))
                .map(Complaint::toString)
                .forEach(breaches::add);
        seen.sessions().forEach(session -> breaches.addAll(session.complaints()));
        promise(breaches.isEmpty(), "neither wire was breached", "breaches of the wires: " + breaches);
    }
}
