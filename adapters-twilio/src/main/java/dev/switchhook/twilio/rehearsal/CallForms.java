package dev.switchhook.twilio.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The form fields of the webhooks of one inbound call (`wire/twilio.md 4.1, 4.3, 2.3`).
final class CallForms {

    private final String accountSid;
    private final CallRecord call;

    CallForms(String accountSid, CallRecord call) {
        this.accountSid = accountSid;
        this.call = call;
    }

    /// What every voice request carries.
    Map<String, String> standard() {
        Map<String, String> form = new TreeMap<>();
        form.put("CallSid", call.sid());
        form.put("AccountSid", accountSid);
        form.put("From", call.from());
        form.put("Caller", call.from());
        form.put("To", call.to());
        form.put("Called", call.to());
        form.put("CallStatus", call.status());
        form.put("ApiVersion", "2010-04-01");
        form.put("Direction", "inbound");
        return form;
    }

    /// The announcement of the call, with optional fields of which some are empty, as they are in the field.
    Map<String, String> voice() {
        Map<String, String> form = standard();
        form.put("FromCountry", "US");
        form.put("FromCity", "SAN JOSÉ & MORE");
        form.put("FromState", "CA");
        form.put("FromZip", "");
        form.put("CallerCountry", "US");
        form.put("ToCountry", "US");
        form.put("ToCity", "");
        form.put("StirVerstat", "TN-Validation-Passed-A");
        return form;
    }

    /// What the action of a `<Dial>` is told beside the standard fields.
    static Map<String, String> dialed(String status, Duration talked) {
        Map<String, String> more = new TreeMap<>();
        more.put("DialCallStatus", status);
        more.put("DialCallSid", Exchange.newSid("CA"));
        if (status.equals("completed")) {
            more.put("DialCallDuration", Long.toString(talked.toSeconds()));
        }
        return more;
    }

    /// What is reported about a media stream.
    Map<String, String> streamStatus(String streamSid, String name, String event, String error) {
        Map<String, String> form = new TreeMap<>();
        form.put("AccountSid", accountSid);
        form.put("CallSid", call.sid());
        form.put("StreamSid", streamSid);
        form.put("StreamName", name.isEmpty() ? streamSid : name);
        form.put("StreamEvent", event);
        if (!error.isEmpty()) {
            form.put("StreamError", error);
        }
        form.put("Timestamp", Instant.now().toString());
        return form;
    }

    /// What is reported when the call is over, in the order of sending.
    List<Map<String, String>> finalStatuses(List<Mischief> mischief) {
        if (Mischief.has(mischief, Mischief.LostStatus.class)) {
            return List.of();
        }
        if (Mischief.has(mischief, Mischief.ShuffledStatus.class)) {
            return List.of(ended(3), state("in-progress", 2), state("ringing", 1), state("initiated", 0));
        }
        Map<String, String> ended = ended(0);
        return Mischief.has(mischief, Mischief.RepeatedStatus.class) ? List.of(ended, ended) : List.of(ended);
    }

    private Map<String, String> ended(int number) {
        Map<String, String> form = state(call.status(), number);
        long seconds = call.duration().toSeconds();
        form.put("CallDuration", Long.toString(seconds));
        form.put("Duration", Long.toString((seconds + 59) / 60));
        return form;
    }

    private Map<String, String> state(String status, int number) {
        Map<String, String> form = standard();
        form.put("CallStatus", status);
        form.put("CallbackSource", "call-progress-events");
        form.put("SequenceNumber", Integer.toString(number));
        form.put("Timestamp", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        return form;
    }
}
