package dev.switchhook.app;

import static dev.switchhook.app.BadInput.assertTellsNothing;
import static dev.switchhook.app.BadInput.row;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.Outsider.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Bad inputs 1 to 10: the webhooks.
final class BadWebhooks {

    private static final String VOICE = "/twilio/voice";
    private static final String CALLER = "+14155550177";

    private final Theatre theatre;
    private final Outsider outsider;

    BadWebhooks(Theatre theatre) {
        this.theatre = theatre;
        this.outsider = new Outsider(theatre.port());
    }

    List<BadInput> rows() {
        return List.of(
                row(1, "an empty body", this::emptyBody),
                row(2, "a body of 64 MiB", this::hugeBody),
                row(3, "duplicate CallSid parameters", this::duplicateCallSid),
                row(4, "CallSid CA' OR 1=1--", () -> callSid("CA' OR 1=1--", 400)),
                row(5, "CallSid of 34 times U+202E", () -> callSid("\u202e".repeat(34), 400)),
                row(6, "From that is no telephone number", this::oddCallers),
                row(7, "To that is not ours", this::oddNumberCalled),
                row(8, "AccountSid that is not ours", this::foreignAccount),
                row(9, "a right signature over another AccountSid", this::otherAccountSigned),
                row(10, "a signature of the wrong length", this::wrongSignatures));
    }

    private static void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
    }

    private void emptyBody() {
        assertRefused(outsider.post(VOICE, new byte[0]), 403);
        assertRefused(outsider.post(VOICE, Map.of()), 403);
    }

    private void hugeBody() throws Exception {
        assertRefused(outsider.postEndlessly(VOICE, 64 * 1024 * 1024, true), 413);
        assertRefused(outsider.postEndlessly(VOICE, 64 * 1024 * 1024, false), 413);
    }

    private void duplicateCallSid() {
        Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
        String right = Outsider.sign(Theatre.TOKEN, Theatre.ORIGIN + VOICE, fields);
        String same = Outsider.encoded(fields) + "&CallSid=" + fields.get("CallSid");
        String other = Outsider.encoded(fields) + "&CallSid=" + Outsider.newCallSid();
        assertRefused(outsider.post(VOICE, same.getBytes(UTF_8), right), 400);
        assertRefused(outsider.post(VOICE, other.getBytes(UTF_8), right), 400);
    }

    /// Text that is not UTF-8 makes the whole form unusable, whatever its signature.
    void foreignEncodings() {
        Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
        String right = Outsider.sign(Theatre.TOKEN, Theatre.ORIGIN + VOICE, fields);
        assertRefused(outsider.post(VOICE, Outsider.encoded(fields).getBytes(UTF_16), right), 400);
        byte[] marked = ("\ufeff" + Outsider.encoded(fields)).getBytes(UTF_8);
        assertRefused(outsider.post(VOICE, marked, right), 403);
    }

    void loneSurrogates() {
        Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
        String right = Outsider.sign(Theatre.TOKEN, Theatre.ORIGIN + VOICE, fields);
        for (String tail : List.of("&X=%ED%A0%80", "&%ED%A0%80=X", "&X=%D8%00")) {
            byte[] body = (Outsider.encoded(fields) + tail).getBytes(UTF_8);
            assertRefused(outsider.post(VOICE, body, right), 400);
        }
    }

    void nulInNames() {
        callSid("CA\0" + "0".repeat(31), 400);
        Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
        fields.put("Call\0Sid", fields.remove("CallSid"));
        assertRefused(outsider.post(VOICE, fields), 400);
    }

    private void callSid(String value, int status) {
        for (String path : List.of(VOICE, "/twilio/status", "/twilio/after-stream", "/twilio/stream-status")) {
            assertRefused(outsider.post(path, Outsider.voice(value, CALLER)), status);
        }
    }

    /// Such callers exist and are served: what is stated about them is data, and turns up in no document.
    private void oddCallers() throws Exception {
        List<String> callers =
                List.of("anonymous", "+266696687", "", "sip:anna@example.com", "</Say><Dial>+19005550100</Dial>\u0000");
        for (String from : callers) {
            try (Scene scene = theatre.scene(from, Clerk::brief, Theatre.BRISK);
                    StrangeCall call = new StrangeCall(theatre, scene);
                    RawSocket socket = call.talking()) {
                Answer document = call.announceAgain();
                assertRefused(document, 403);
                call.hangUp(socket);
            }
        }
    }

    /// The account says which numbers are ours, and the signature proves the account; so the call is taken, and the
    /// number is repeated nowhere.
    private void oddNumberCalled() {
        for (String to : List.of("+19005550100", "", "</Stream><Dial>+19005550100</Dial>")) {
            Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
            fields.put("To", to);
            Answer answer = outsider.post(VOICE, fields);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.ticket()).isNotEmpty();
            assertThat(answer.body()).doesNotContain("19005550100").endsWith("</Connect><Hangup/></Response>");
            assertTellsNothing(answer.body());
            fields.put("CallStatus", "canceled");
            assertThat(outsider.post("/twilio/status", fields).status()).isEqualTo(204);
        }
    }

    private void foreignAccount() {
        Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
        fields.put("AccountSid", "AC00000000000000000000000000000bad");
        String theirs = Outsider.sign("the token of another account", Theatre.ORIGIN + VOICE, fields);
        assertRefused(outsider.post(VOICE, Outsider.encoded(fields).getBytes(UTF_8), theirs), 403);
    }

    private void otherAccountSigned() {
        for (String account :
                List.of("AC00000000000000000000000000000bad", "", Theatre.ACCOUNT.toLowerCase(Locale.ROOT))) {
            Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
            fields.put("AccountSid", account);
            assertRefused(outsider.post(VOICE, fields), 403);
        }
    }

    private void wrongSignatures() {
        Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), CALLER);
        byte[] body = Outsider.encoded(fields).getBytes(UTF_8);
        String right = Outsider.sign(Theatre.TOKEN, Theatre.ORIGIN + VOICE, fields);
        List<String> wrong = List.of(
                "",
                right.substring(0, 26),
                right.substring(1),
                right + right,
                right.replace("=", ""),
                "A".repeat(7000),
                "not base64 at all!");
        for (String signature : wrong) {
            assertRefused(outsider.post(VOICE, body, signature), 403);
        }
        assertRefused(outsider.post(VOICE, body), 403);
        assertRefused(outsider.post(VOICE, body, right, right), 403);
    }
}
