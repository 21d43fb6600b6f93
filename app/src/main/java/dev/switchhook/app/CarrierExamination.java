package dev.switchhook.app;

import dev.switchhook.app.doctor.Finding;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.control.SelfCall;
import dev.switchhook.twilio.control.SelfCall.Answer;
import dev.switchhook.twilio.control.TwilioAccount;
import dev.switchhook.twilio.control.TwilioAccount.Seen;
import java.util.List;

/// Examines both directions between Twilio and us: whether Twilio would reach and be believed at the public URL, and
/// whether we reach Twilio's REST API and are believed there.
final class CarrierExamination {

    private static final String URL = "public URL";
    private static final String REST = "Twilio REST";

    private CarrierExamination() {}

    static List<Finding> findings(TwilioSettings settings) {
        try (SelfCall self = new SelfCall(settings);
                TwilioAccount account = new TwilioAccount(settings)) {
            return List.of(publicUrl(settings, self), account(account));
        }
    }

    private static Finding publicUrl(TwilioSettings settings, SelfCall self) {
        String url = settings.publicUrl().toString();
        return switch (self.webhook(true)) {
            case Answer.Nothing(String why) ->
                Finding.cannotTell(
                        URL,
                        url + " cannot be reached from here: " + why,
                        "'switchhook serve' is not running",
                        "this machine may not reach its own public address: run it from another one",
                        "the name or the certificate is wrong; Twilio would say 11200");
            case Answer.Status(int code) when code == SelfCall.TAKEN -> gate(url, self);
            case Answer.Status(int code)
            when code == SelfCall.REFUSED ->
                Finding.wrong(
                        URL,
                        url + " answers, and refuses our signature (HTTP 403)",
                        "the server there runs with another TWILIO_AUTH_TOKEN or TWILIO_ACCOUNT_SID",
                        "it runs with another SWITCHHOOK_PUBLIC_URL: scheme, host and port are signed");
            case Answer.Status(int code) ->
                Finding.wrong(
                        URL,
                        url + " is answered by something else (HTTP " + code + ")",
                        code >= 500
                                ? "the proxy is there, and 'switchhook serve' is not running behind it"
                                : "the proxy does not lead /twilio to this program",
                        "the URL is that of another program; Twilio would say 11200");
        };
    }

    /// What is not signed must be refused, and WebSockets must get through.
    private static Finding gate(String url, SelfCall self) {
        if (!(self.webhook(false) instanceof Answer.Status(int code)) || code != SelfCall.REFUSED) {
            return Finding.wrong(
                    URL,
                    url + " takes what nobody has signed",
                    "something in front of the program answers in its place");
        }
        return switch (self.socket()) {
            case Answer.Status(int refused)
            when refused == SelfCall.REFUSED ->
                Finding.ok(URL, url + " takes what is signed, refuses what is not, and lets WebSockets pass");
            case Answer.Status(int other) ->
                Finding.wrong(
                        URL,
                        url + " does not let WebSockets pass (HTTP " + other + ")",
                        "the proxy does not forward 'Upgrade'; Twilio would say 31920");
            case Answer.Nothing(String why) ->
                Finding.wrong(
                        URL,
                        url + " does not answer WebSockets: " + why,
                        "the proxy does not forward 'Upgrade'; Twilio would say 31920 or 31901");
        };
    }

    private static Finding account(TwilioAccount account) {
        return switch (account.look()) {
            case Seen.Shown(String status, boolean trial)
            when trial ->
                Finding.wrong(
                        REST,
                        "the account is a trial account (" + status + ")",
                        "trial accounts have no media streams");
            case Seen.Shown(String status, boolean _)
            when status.equals("active") ->
                Finding.ok(REST, "the account is active, and these credentials may end its calls");
            case Seen.Shown(String status, boolean _) ->
                Finding.wrong(REST, "the account is " + status, "Twilio has suspended or closed it");
            case Seen.Refused(int status, int code)
            when status == 401 || status == 403 ->
                Finding.wrong(
                        REST,
                        refused(status, code),
                        "TWILIO_AUTH_TOKEN is not the primary token of TWILIO_ACCOUNT_SID, or was rotated",
                        "the account lives in another region: TWILIO_API_BASE_URL");
            case Seen.Refused(int status, int code)
            when status == 404 ->
                Finding.wrong(
                        REST,
                        refused(status, code),
                        "TWILIO_ACCOUNT_SID is not an account of Twilio's",
                        "TWILIO_API_BASE_URL leads to something else");
            case Seen.Refused(int status, int code) ->
                Finding.cannotTell(REST, refused(status, code), "Twilio is busy or out; try again");
            case Seen.NoAnswer(String why) ->
                Finding.wrong(
                        REST,
                        "no answer: " + why,
                        "TWILIO_API_BASE_URL is wrong",
                        "this machine may not connect outwards, or its name service does not work");
        };
    }

    private static String refused(int status, int code) {
        return "Twilio refuses (HTTP " + status + (code == 0 ? "" : ", code " + code) + ")";
    }
}
