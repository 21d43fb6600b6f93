package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers REST requests about calls as Twilio does (`wire/twilio.md 2.4, 5, 7`), or fails as it was told to. Safe
/// for use by any thread.
final class RestDesk {

    private static final int LONGEST_TWIML = 4_000;
    private static final int SHORTEST_LIMIT = 60;
    private static final int LONGEST_LIMIT = 86_400;
    private static final Pattern CALL = Pattern.compile("/2010-04-01/Accounts/(AC\\w+)/Calls/(\\w+)\\.json");

    /// An answer; nothing at all when the request stays unanswered.
    ///
    /// @param status the HTTP status
    /// @param code Twilio's error number, 0 for none
    /// @param delay how long the answer is held back
    record Answer(int status, int code, String json, Duration delay) {

        Answer(int status, int code, String json) {
            this(status, code, json, Duration.ZERO);
        }
    }

    private record PlannedFault(Predicate<RestRequest> when, RestFault fault, BooleanSupplier again) {}

    private final String accountSid;
    private final byte[] credentials;
    private final Ledger ledger;
    private final List<PlannedFault> faults = new ArrayList<>();

    RestDesk(String accountSid, String authToken, Ledger ledger) {
        this.accountSid = accountSid;
        byte[] pair = (accountSid + ":" + authToken).getBytes(StandardCharsets.UTF_8);
        this.credentials = ("Basic " + Base64.getEncoder().encodeToString(pair)).getBytes(StandardCharsets.UTF_8);
        this.ledger = ledger;
    }

    /// The next so many requests of this kind fail this way.
    void plan(Predicate<RestRequest> when, int times, RestFault fault) {
        AtomicInteger left = new AtomicInteger(times);
        plan(new PlannedFault(when, fault, () -> left.getAndDecrement() > 0));
    }

    /// For so long every request of this kind fails this way.
    void plan(Predicate<RestRequest> when, Duration span, RestFault fault) {
        long began = System.nanoTime();
        plan(new PlannedFault(when, fault, () -> System.nanoTime() - began < span.toNanos()));
    }

    private void plan(PlannedFault planned) {
        synchronized (faults) {
            faults.add(planned);
        }
    }

    /// Takes a request, writes it down with its answer.
    ///
    /// @param authorization the header, empty when there is none
    /// @return empty when the request stays unanswered
    Optional<Answer> take(RestRequest request, String authorization) {
        Optional<Answer> answer = switch (nextFault(request)) {
            case null -> Optional.of(answer(request, authorization));
            case RestFault.Status(int status) -> Optional.of(error(status, codeOf(status), "rehearsed fault"));
            case RestFault.Late(Duration by) -> {
                Answer real = answer(request, authorization);
                yield Optional.of(new Answer(real.status(), real.code(), real.json(), by));
            }
            case RestFault.Silence _ -> Optional.empty();
            case RestFault.SilenceButApplied _ -> {
                answer(request, authorization);
                yield Optional.empty();
            }
        };
        ledger.note(new Ledger.RestExchange(
                request,
                answer.map(Answer::status).orElse(0),
                answer.map(Answer::code).orElse(0)));
        return answer;
    }

    private @Nullable RestFault nextFault(RestRequest request) {
        synchronized (faults) {
            for (PlannedFault planned : List.copyOf(faults)) {
                if (planned.when.test(request)) {
                    if (planned.again.getAsBoolean()) {
                        return planned.fault;
                    }
                    faults.remove(planned);
                }
            }
            return null;
        }
    }

    private Answer answer(RestRequest request, String authorization) {
        if (!MessageDigest.isEqual(authorization.getBytes(StandardCharsets.UTF_8), credentials)) {
            return error(401, 20003, "Authenticate");
        }
        if (request.method().equals("GET") && request.path().equals("/2010-04-01/Accounts/" + accountSid + ".json")) {
            return new Answer(200, 0, shownAccount());
        }
        Matcher path = CALL.matcher(request.path());
        CallRecord call = path.matches() && path.group(1).equals(accountSid) ? ledger.call(path.group(2)) : null;
        if (call == null) {
            return error(404, 20404, "The requested resource " + request.path() + " was not found");
        }
        return switch (request.method()) {
            case "GET" -> new Answer(200, 0, shown(call));
            case "POST" -> update(call, request);
            default -> error(405, 20004, "Method not allowed");
        };
    }

    private Answer update(CallRecord call, RestRequest request) {
        Map<String, String> form = request.form();
        String status = form.getOrDefault("Status", "");
        if (!status.isEmpty() && !status.equals("completed") && !status.equals("canceled")) {
            return error(400, 21218, "Invalid Status: " + status);
        }
        Optional<Duration> limit;
        Optional<URI> url;
        try {
            limit = Optional.ofNullable(form.get("TimeLimit")).map(RestDesk::timeLimit);
            url = Optional.ofNullable(form.get("Url")).map(URI::create);
        } catch (IllegalArgumentException e) {
            return error(400, 20001, "Invalid parameter: " + e.getMessage());
        }
        String twiml = form.getOrDefault("Twiml", "");
        if (twiml.length() > LONGEST_TWIML) {
            return error(400, 20001, "Invalid parameter: Twiml is longer than " + LONGEST_TWIML + " characters");
        }
        boolean completes = status.equals("completed");
        if (completes ? !call.end("completed", request.atNanos()) : call.ended()) {
            return error(400, 21220, "Call is not in-progress. Cannot redirect.");
        }
        if (completes) {
            call.line().endedByRest(request.atNanos());
            return new Answer(200, 0, shown(call));
        }
        limit.ifPresent(longest -> {
            call.limit(longest);
            call.line().limited(longest);
        });
        if (url.isPresent()) {
            // Twilio ignores Twiml beside Url.
            call.line().redirected(url.get());
        } else if (!twiml.isEmpty()) {
            call.line().redirected(TwimlReader.read(twiml));
        }
        return new Answer(200, 0, shown(call));
    }

    private static Duration timeLimit(String text) {
        if (text.matches("[0-9]{2,5}")) {
            int seconds = Integer.parseInt(text);
            if (seconds >= SHORTEST_LIMIT && seconds <= LONGEST_LIMIT) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw new IllegalArgumentException(
                "TimeLimit is " + text + ", not " + SHORTEST_LIMIT + " to " + LONGEST_LIMIT + " seconds");
    }

    private static int codeOf(int status) {
        return switch (status) {
            case 401 -> 20003;
            case 404 -> 20404;
            case 429 -> 20429;
            case 503 -> 20503;
            default -> 20500;
        };
    }

    private static Answer error(int status, int code, String message) {
        String json = "{\"code\":" + code + ",\"message\":" + JsonText.quote(message)
                + ",\"more_info\":\"https://www.twilio.com/docs/errors/" + code + "\",\"status\":" + status + "}";
        return new Answer(status, code, json);
    }

    private String shownAccount() {
        return "{\"sid\":" + JsonText.quote(accountSid) + ",\"owner_account_sid\":" + JsonText.quote(accountSid)
                + ",\"friendly_name\":\"Rehearsal\",\"status\":\"active\",\"type\":\"Full\",\"uri\":"
                + JsonText.quote("/2010-04-01/Accounts/" + accountSid + ".json") + ",\"subresource_uris\":{}}";
    }

    private String shown(CallRecord call) {
        String date = JsonText.quote(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(call.created().atOffset(ZoneOffset.UTC)));
        String uri = "/2010-04-01/Accounts/" + accountSid + "/Calls/" + call.sid() + ".json";
        String duration = call.ended() ? "\"" + call.duration().toSeconds() + "\"" : "null";
        return "{\"sid\":" + JsonText.quote(call.sid()) + ",\"account_sid\":" + JsonText.quote(accountSid)
                + ",\"api_version\":\"2010-04-01\",\"date_created\":" + date + ",\"date_updated\":" + date
                + ",\"start_time\":" + date + ",\"end_time\":" + (call.ended() ? date : "null")
                + ",\"duration\":" + duration + ",\"direction\":\"inbound\",\"from\":" + JsonText.quote(call.from())
                + ",\"to\":" + JsonText.quote(call.to()) + ",\"status\":" + JsonText.quote(call.status())
                + ",\"parent_call_sid\":null,\"phone_number_sid\":null,\"answered_by\":null,\"forwarded_from\":null"
                + ",\"caller_name\":null,\"group_sid\":null,\"trunk_sid\":null,\"annotation\":null,\"price\":null"
                + ",\"price_unit\":\"USD\",\"queue_time\":\"0\",\"uri\":" + JsonText.quote(uri)
                + ",\"subresource_uris\":{}}";
    }
}
