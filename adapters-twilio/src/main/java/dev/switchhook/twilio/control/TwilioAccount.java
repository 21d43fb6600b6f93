package dev.switchhook.twilio.control;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.Account;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.control.OneAttemptHttpClient.NoAnswerException;
import java.time.Duration;
import java.util.Locale;

/// Looks at our account by Twilio's REST API, with the credentials and the address with which calls are ended: whoever
/// can read the account can end its calls. Blocking; safe for use by several threads.
public final class TwilioAccount implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String accountSid;
    private final OneAttemptHttpClient carrier;
    private final TwilioRestClient twilio;

    /// The account of these settings.
    public TwilioAccount(TwilioSettings settings) {
        this.accountSid = settings.accountSid();
        String token = settings.authTokens().isEmpty()
                ? ""
                : settings.authTokens().getFirst().reveal();
        this.carrier = new OneAttemptHttpClient(settings.apiBaseUrl(), LIMIT);
        this.twilio = new TwilioRestClient.Builder(accountSid, token)
                .accountSid(accountSid)
                .httpClient(carrier)
                .build();
    }

    /// What was seen.
    public sealed interface Seen {

        /// Twilio showed the account.
        ///
        /// @param status `active`, `suspended` or `closed`
        /// @param trial whether it is a trial account, which has no media streams
        record Shown(String status, boolean trial) implements Seen {}

        /// Twilio refused.
        ///
        /// @param status the HTTP status
        /// @param code Twilio's number of the error; 0 when it did not tell
        record Refused(int status, int code) implements Seen {}

        /// Nothing came, or nothing that could be read.
        record NoAnswer(String why) implements Seen {}
    }

    /// Looks.
    public Seen look() {
        try {
            Account account = Account.fetcher(accountSid).fetch(twilio);
            return new Seen.Shown(
                    String.valueOf(account.getStatus()).toLowerCase(Locale.ROOT),
                    account.getType() == Account.Type.TRIAL);
        } catch (ApiException refused) {
            return refused.getStatusCode() == null
                    ? new Seen.NoAnswer("an answer that cannot be read")
                    : new Seen.Refused(refused.getStatusCode(), refused.getCode() == null ? 0 : refused.getCode());
        } catch (NoAnswerException nothing) {
            return new Seen.NoAnswer(String.valueOf(nothing.getMessage()));
        } catch (RuntimeException foreign) {
            // The text of a foreign exception may quote the request.
            return new Seen.NoAnswer(foreign.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        carrier.close();
    }
}
