package dev.switchhook.twilio.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.testkit.CallControlContract;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.control.LocalApi.Answer;
import dev.switchhook.twilio.control.LocalApi.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TwilioCallControlContractTest extends CallControlContract {

    @Override
    protected Bench bench() {
        return new TwilioBench();
    }

    /// A little Twilio: calls with their states, and a mood.
    private static final class TwilioBench implements Bench {

        private final Map<CallId, Boolean> over = new ConcurrentHashMap<>();
        private final Map<CallId, AfterStream> instructions = new ConcurrentHashMap<>();
        private final Map<CallId, Duration> limits = new ConcurrentHashMap<>();
        private final LocalApi api;
        private final TwilioCallControl control;
        private final TwilioCallControl unreachable =
                new TwilioCallControl(TestServer.settings(LocalApi.deadUrl()), new TwilioMetrics());
        private volatile Mood mood = Mood.WELL;

        TwilioBench() {
            try {
                api = new LocalApi(this::answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            control = new TwilioCallControl(TestServer.settings(api.url()), new TwilioMetrics());
        }

        private Answer answer(Asked asked) {
            String name =
                    asked.path().substring(asked.path().lastIndexOf('/') + 1).replace(".json", "");
            return switch (mood) {
                case WELL -> well(new CallId(name), asked);
                case BROKEN -> Answer.error(500, 20500);
                case UNAVAILABLE -> Answer.error(503, 20503);
                case TOO_BUSY -> Answer.error(429, 20429);
                case UNAUTHORISED -> Answer.error(401, 20003);
                case NOT_FOUND -> Answer.error(404, 20404);
                case APPLIES_AND_HANGS -> {
                    well(new CallId(name), asked);
                    yield Answer.NONE;
                }
                case UNREACHABLE -> throw new IllegalStateException("nothing should arrive");
            };
        }

        private Answer well(CallId call, Asked asked) {
            if (asked.method().equals("POST")) {
                if (over.getOrDefault(call, true)) {
                    return Answer.error(400, 21220);
                }
                update(call, asked.body());
            }
            return Answer.call(over.getOrDefault(call, true) ? "completed" : "in-progress");
        }

        /// Takes exactly one parameter, as this adapter sends it.
        private void update(CallId call, String form) {
            String value = URLDecoder.decode(form.substring(form.indexOf('=') + 1), UTF_8);
            switch (form.substring(0, form.indexOf('='))) {
                case "Status" -> {
                    assertThat(value).isEqualTo("completed");
                    over.put(call, true);
                }
                case "Twiml" -> instructions.put(call, TwimlInWords.read(value));
                case "TimeLimit" -> limits.put(call, Duration.ofSeconds(Integer.parseInt(value)));
                default -> throw new AssertionError("nobody asks for this: " + form);
            }
        }

        @Override
        public CallControl control() {
            return mood == Mood.UNREACHABLE ? unreachable : control;
        }

        @Override
        public CallId liveCall() {
            return newCall(false);
        }

        @Override
        public CallId endedCall() {
            return newCall(true);
        }

        private CallId newCall(boolean isOver) {
            CallId call = TestServer.call(over.size() + 1);
            over.put(call, isOver);
            return call;
        }

        @Override
        public void carrierIs(Mood next) {
            mood = next;
        }

        @Override
        public boolean isOver(CallId call) {
            return over.getOrDefault(call, true);
        }

        @Override
        public Optional<AfterStream> instruction(CallId call) {
            return Optional.ofNullable(instructions.get(call));
        }

        @Override
        public Optional<Duration> limit(CallId call) {
            return Optional.ofNullable(limits.get(call));
        }

        @Override
        public int requests() {
            return api.asked().size();
        }

        @Override
        public void close() {
            control.close();
            unreachable.close();
            api.close();
        }
    }
}
