package dev.switchhook.twilio.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.AuthenticationException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.twilio.PublicAddress;
import dev.switchhook.twilio.TwilioMetrics;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

/// What the SDK does at its very edge: the request that it is made to send, and the ways in which it fails.
@ExtendWith(MockitoExtension.class)
class TwilioSdkEdgeTest {

    private static final CallId CALL = new CallId("CA000000000000000000000000000000cc");

    @Mock
    private TwilioRestClient sdk;

    private TwilioCallControl control;

    @BeforeEach
    void control_the_calls_of_one_account() {
        when(sdk.getAccountSid()).thenReturn("AC000000000000000000000000000000aa");
        control = new TwilioCallControl(
                sdk, new PublicAddress(URI.create("https://bridge.example")), new TwilioMetrics());
    }

    @Test
    void a_hang_up_is_one_request_that_completes_the_call() {
        when(sdk.getObjectMapper()).thenReturn(new ObjectMapper());
        when(sdk.request(any())).thenReturn(new Response("{\"status\":\"completed\"}", 200));

        assertThat(control.hangUp(CALL)).isEqualTo(new ControlOutcome.LineDown());

        ArgumentCaptor<Request> sent = ArgumentCaptor.forClass(Request.class);
        verify(sdk, times(1)).request(sent.capture());
        assertThat(sent.getValue().getMethod()).isEqualTo(HttpMethod.POST);
        assertThat(sent.getValue().encodeFormBody()).isEqualTo("Status=completed");
        assertThat(sent.getValue().constructURL().getPath())
                .isEqualTo("/2010-04-01/Accounts/AC000000000000000000000000000000aa/Calls/" + CALL + ".json");
    }

    static Stream<RuntimeException> failures() {
        return Stream.of(
                new ApiConnectionException("the text may quote +14155550123"),
                new AuthenticationException("the text may quote a token"),
                new IllegalStateException("a defect of the SDK"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatever_the_sdk_throws_is_an_outcome_that_quotes_nothing(RuntimeException failure) {
        when(sdk.request(any())).thenThrow(failure);

        ControlOutcome outcome = control.hangUp(CALL);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ControlOutcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).doesNotContain("quote", "+1415", "defect"));
        verify(sdk, times(1)).request(any());
    }

    @Test
    void an_answer_that_does_not_come_is_an_outcome_too() {
        when(sdk.request(any())).thenReturn(null);

        assertThat(control.lookUp(CALL)).isInstanceOf(ControlOutcome.Unknown.class);
    }
}
