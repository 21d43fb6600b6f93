package dev.switchhook.twilio.control;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallUpdater;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.twilio.CallStatusWords;
import dev.switchhook.twilio.PublicAddress;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.Twiml;
import dev.switchhook.twilio.control.OneAttemptHttpClient.NoAnswerException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Ends, redirects, limits and looks up calls through Twilio's REST API. Hang-ups outrank what can wait
/// ([Precedence]).
///
/// A status code alone proves little: only a terminal status, or Twilio's code for "this call is over already", says
/// that the line is down. A 404 leads to a second look, because a call of another region is not found either
/// (wire/twilio.md 2.4).
@Singleton
public final class TwilioCallControl implements CallControl, AutoCloseable {

    /// Waiting for one's turn ([Precedence#PATIENCE]) and two requests, the update and the look after a 404, stay
    /// below the 5 s that the port allows.
    private static final Duration LIMIT = Duration.ofMillis(1900);
    private static final int CALL_IS_NOT_IN_PROGRESS = 21220;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    /// What Twilio takes as a time limit (its page on configurable call limits).
    private static final Duration SHORTEST_LIMIT = Duration.ofMinutes(1);

    private static final Duration LONGEST_LIMIT = Duration.ofHours(24);

    private final Runnable disconnect;
    private final TwilioRestClient twilio;
    private final PublicAddress address;
    private final TwilioMetrics metrics;
    private final Precedence precedence = new Precedence(System::nanoTime);

    /// Control of the calls of this account.
    @Inject
    public TwilioCallControl(TwilioSettings settings, TwilioMetrics metrics) {
        this(settings, metrics, LIMIT);
    }

    TwilioCallControl(TwilioSettings settings, TwilioMetrics metrics, Duration limit) {
        this.address = settings.address();
        this.metrics = metrics;
        String token = settings.authTokens().isEmpty()
                ? ""
                : settings.authTokens().getFirst().reveal();
        OneAttemptHttpClient carrier = new OneAttemptHttpClient(settings.apiBaseUrl(), limit);
        this.disconnect = carrier::close;
        this.twilio = new TwilioRestClient.Builder(settings.accountSid(), token)
                .accountSid(settings.accountSid())
                .httpClient(carrier)
                .build();
    }

    /// Control by a client of the SDK that somebody else has made and closes.
    TwilioCallControl(TwilioRestClient twilio, PublicAddress address, TwilioMetrics metrics) {
        this.address = address;
        this.metrics = metrics;
        this.disconnect = () -> {};
        this.twilio = twilio;
    }

    @Override
    public ControlOutcome hangUp(CallId call) {
        return update(call, update -> update.setStatus(Call.UpdateStatus.COMPLETED));
    }

    @Override
    public ControlOutcome redirect(CallId call, AfterStream instruction) {
        String document = Twiml.of(address, instruction);
        return whenItCanWait(() -> update(call, update -> update.setTwiml(document)));
    }

    @Override
    public ControlOutcome limit(CallId call, Duration longest) {
        int seconds = wholeSeconds(longest);
        return whenItCanWait(() -> update(call, update -> update.setTimeLimit(seconds)));
    }

    /// Rounded up, and within what Twilio takes.
    private static int wholeSeconds(Duration longest) {
        if (longest.compareTo(SHORTEST_LIMIT) < 0) {
            return Math.toIntExact(SHORTEST_LIMIT.toSeconds());
        }
        Duration allowed = longest.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : longest;
        return Math.toIntExact(allowed.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private ControlOutcome whenItCanWait(Supplier<ControlOutcome> request) {
        return precedence.lesser(request).orElseGet(() -> {
            metrics.count(Event.CONTROL_HELD_BACK);
            return new ControlOutcome.Unknown("held back, because hang-ups go first");
        });
    }

    private ControlOutcome update(CallId call, UnaryOperator<CallUpdater> change) {
        Attempt attempt = attempt(() -> change.apply(Call.updater(call.value())).update(twilio));
        return switch (attempt) {
            case Attempt.Answered(LineStatus status) ->
                status == LineStatus.DOWN ? new ControlOutcome.LineDown() : new ControlOutcome.Accepted();
            case Attempt.NotUnderstood() -> new ControlOutcome.Accepted();
            case Attempt.Refused(int status, int code)
            when code == CALL_IS_NOT_IN_PROGRESS -> new ControlOutcome.LineDown();
            case Attempt.Refused(int status, int code) when status == NOT_FOUND -> lookUp(call);
            case Attempt.Refused refused -> refused.outcome();
            case Attempt.NoAnswer(String why) -> new ControlOutcome.Unknown(why);
        };
    }

    @Override
    public ControlOutcome lookUp(CallId call) {
        return switch (attempt(() -> Call.fetcher(call.value()).fetch(twilio))) {
            case Attempt.Answered(LineStatus status) ->
                status == LineStatus.DOWN ? new ControlOutcome.LineDown() : new ControlOutcome.StillUp();
            case Attempt.NotUnderstood() -> new ControlOutcome.Unknown("a status that is not known");
            case Attempt.Refused refused -> refused.outcome();
            case Attempt.NoAnswer(String why) -> new ControlOutcome.Unknown(why);
        };
    }

    /// What one request came to.
    private sealed interface Attempt {

        /// Twilio showed the call.
        record Answered(LineStatus status) implements Attempt {}

        /// Twilio showed the call in a state that the SDK, or we, do not know.
        record NotUnderstood() implements Attempt {}

        /// Twilio refused; 0 stands for a status or a code that it did not tell.
        record Refused(int status, int code) implements Attempt {

            ControlOutcome outcome() {
                return new ControlOutcome.Unknown("HTTP " + status + ", Twilio code " + code);
            }
        }

        /// Nothing came, or nothing that could be read.
        record NoAnswer(String why) implements Attempt {}
    }

    private Attempt attempt(Supplier<Call> request) {
        try {
            Call.@Nullable Status status = request.get().getStatus();
            Optional<LineStatus> line = status == null ? Optional.empty() : CallStatusWords.read(status.toString());
            return line.<Attempt>map(Attempt.Answered::new).orElseGet(Attempt.NotUnderstood::new);
        } catch (ApiException e) {
            return e.getStatusCode() == null
                    ? new Attempt.NoAnswer("an answer that cannot be read")
                    : refused(e.getStatusCode(), e.getCode() == null ? 0 : e.getCode());
        } catch (NoAnswerException e) {
            return new Attempt.NoAnswer(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The port promises an outcome whatever happens, and the text of a foreign exception may quote the request.
            return new Attempt.NoAnswer(e.getClass().getSimpleName());
        }
    }

    private Attempt refused(int status, int code) {
        if (status == TOO_MANY_REQUESTS) {
            metrics.count(Event.CONTROL_TOO_BUSY);
            precedence.tooBusy();
        }
        return new Attempt.Refused(status, code);
    }

    /// Ends the requests that are under way.
    @Override
    @PreDestroy
    public void close() {
        disconnect.run();
    }
}
