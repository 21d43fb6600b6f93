package dev.switchhook.app.bench;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls whose speech provider fails; there are two of them, each behind a relay that can make it seem dead.
final class LossScene implements Scene {

    private static final int CALLS = 10;
    /// So long that it is still being made when the session is killed: a line that has come wholly is heard wholly.
    private static final int LINE = 30_000;
    private static final long NANOS_PER_BYTE = 125_000;
    private static final int OTHERS = 1_200;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration QUIET = Duration.ofMillis(200);
    /// So long after the answer of the tool the agent is in its sentence.
    private static final Duration IN_A_SENTENCE = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration LONGEST_TALK = Duration.ofSeconds(12);
    /// So long callers say nothing, and wait for a voice: a waiting sound is none.
    private static final AudioChunk WAITING = TestSound.silence(7_000);

    /// A provider that is little faster than its sound plays, so that a killed sentence ends soon: what has come is
    /// played.
    private static final RehearsalOptions QUICK = new RehearsalOptions(Duration.ZERO, 2, List.of());
    private static final Pattern OPENING = Pattern.compile("\"time\"\\s*:\\s*\"(\\d\\d:\\d\\d)\"");

    private final Cast first = new Cast(0);
    private final Cast second = new Cast(OTHERS);
    private final OpenAiRehearsal openai = new OpenAiRehearsal(first, QUICK, 1);
    private final XaiRehearsal xai = XaiRehearsal.open(second, QUICK.speed(), XaiMisbehaviour.none());
    private final Company company = new Company();
    private final Relay toFirst;
    private final Relay toSecond;
    private final BenchBridge bridge;
    private int asked;

    LossScene(Premises premises, String name) throws IOException, InterruptedException {
        toFirst = new Relay(premises.loop(), () -> Premises.at(openai.baseUrl()), Relay.Tap.NONE);
        toSecond = new Relay(premises.loop(), () -> Premises.at(xai.baseUrl()), Relay.Tap.NONE);
        bridge = premises.bridge(
                name,
                company,
                Map.of(
                        "SWITCHHOOK_PROVIDERS",
                        "openai, xai",
                        "OPENAI_API_KEY",
                        openai.key().reveal(),
                        "OPENAI_BASE_URL",
                        Premises.through(toFirst, openai.baseUrl()),
                        "XAI_API_KEY",
                        xai.apiKey().reveal(),
                        "XAI_BASE_URL",
                        Premises.through(toSecond, xai.baseUrl()),
                        "XAI_MAX_SESSIONS",
                        "0"));
        company.bridgeListensAt(bridge.address());
    }

    /// One call that goes well; once it is over, the program takes the first provider for sound.
    List<CompletableFuture<PhoneReport>> warmUp() throws InterruptedException {
        toFirst.treat(Relay.Mode.PASS);
        return company.call(1, AT_ONCE, _ -> greeted());
    }

    private static List<CallerStep> greeted() {
        return List.of(new CallerStep.Listen(QUIET), new CallerStep.HangUp());
    }

    /// The first provider cannot be had; callers are greeted by the second one.
    List<CompletableFuture<PhoneReport>> callWithoutFirst(Relay.Mode how) throws InterruptedException {
        toFirst.treat(how);
        return company.call(CALLS, AT_ONCE, _ -> List.of(new CallerStep.Speak(WAITING), new CallerStep.HangUp()));
    }

    /// How long callers waited for the second provider's voice.
    void judgeWithoutFirst(List<PhoneReport> phones, Readings readings, Figure figure) {
        Samples waits = new Samples();
        for (PhoneReport phone : phones) {
            byte[] heard = phone.heard().bytes();
            OptionalInt session = Tone.session(heard, 0);
            if (session.isPresent() && second.agent(session.getAsInt()).isPresent()) {
                waits.add(Tone.place(heard, 0) * NANOS_PER_BYTE / 1e6);
            }
        }
        readings.add(
                figure,
                waits.count() == phones.size() ? waits.at(0.95) : Samples.NONE,
                (phones.size() - waits.count()) + " of " + phones.size() + " callers never heard the other provider");
    }

    /// Callers who are in the middle of the agent's sentence, after a tool has answered.
    List<CompletableFuture<PhoneReport>> callToTalk() throws InterruptedException {
        toFirst.treat(Relay.Mode.PASS);
        String day = LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(1).toString();
        String question = "{\"service\":\"hot stone massage\",\"date\":\"" + day + "\"}";
        asked = first.begun();
        first.play(new Orator.Scenery(LINE, question, false));
        second.play(new Orator.Scenery(LINE, "", false));
        return company.call(
                CALLS,
                AT_ONCE,
                _ -> List.of(
                        new CallerStep.Listen(QUIET),
                        new CallerStep.Speak(TestSound.speech(1, 400)),
                        new CallerStep.Speak(WAITING),
                        new CallerStep.HangUp()));
    }

    /// Kills the sessions of all providers when every agent is in the sentence after the tool's answer.
    ///
    /// @return when
    long kill() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_TALK.toNanos();
        while (first.toldSince(asked) < CALLS && System.nanoTime() < deadline) {
            Company.pause(LOOK_AGAIN);
        }
        Company.pause(IN_A_SENTENCE);
        long now = System.nanoTime();
        toFirst.cut();
        toSecond.cut();
        return now;
    }

    /// How soon callers heard the next line, and how many conversations went on with what the tool had said.
    void judgeKilled(List<PhoneReport> phones, long atNanos, Readings readings) {
        Samples waits = new Samples();
        int talking = 0;
        int resumed = 0;
        for (PhoneReport phone : phones) {
            byte[] heard = phone.heard().bytes();
            OptionalInt before = Tone.session(heard, 0);
            if (before.isEmpty() || opening(before.getAsInt()).isEmpty()) {
                continue;
            }
            talking++;
            int cut = Math.toIntExact((atNanos - phone.times().startSent().orElse(atNanos)) / NANOS_PER_BYTE);
            OptionalInt after = Tone.session(heard, cut);
            if (after.isPresent()) {
                waits.add((Tone.place(heard, cut) - cut) * NANOS_PER_BYTE / 1e6);
                resumed += agent(after.getAsInt())
                        .filter(agent -> knows(agent, before.getAsInt()))
                        .map(_ -> 1)
                        .orElse(0);
            }
        }
        readings.add(
                Figure.KILLED_P95,
                waits.count() == phones.size() ? waits.at(0.95) : Samples.NONE,
                (phones.size() - talking) + " of " + phones.size() + " callers were not in the sentence, "
                        + (talking - waits.count()) + " never heard the agent again");
        readings.add(
                Figure.RESUMED,
                talking == 0 ? Samples.NONE : Samples.of(100.0 * resumed / talking),
                "no tool had answered before the sessions were killed");
    }

    /// The time of day that the tool had offered in this session.
    private Optional<String> opening(int session) {
        Matcher found = OPENING.matcher(agent(session).map(Orator::told).orElse(""));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private Optional<Orator> agent(int session) {
        return first.agent(session).or(() -> second.agent(session));
    }

    private boolean knows(Orator agent, int before) {
        return agent.briefing().contains("check_availability")
                && opening(before).filter(agent.briefing()::contains).isPresent();
    }

    @Override
    public void close() {
        bridge.close();
        company.close();
        toFirst.close();
        toSecond.close();
        openai.close();
        xai.close();
    }
}
