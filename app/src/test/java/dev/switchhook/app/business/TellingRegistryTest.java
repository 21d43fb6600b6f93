package dev.switchhook.app.business;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.store.MemoryCallRegistry;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellingRegistryTest {

    @Test
    void a_call_is_told_to_be_over_before_that_is_written_down() throws Exception {
        CallId call = new CallId("CA1");
        MemoryCallRegistry registry = new MemoryCallRegistry(InstantSource.system());
        List<CallState> seen = new ArrayList<>();
        AfterCall after = over -> seen.add(registry.find(over).orElseThrow().state());
        TellingRegistry telling =
                new TellingRegistry(registry, new EndsOfCalls(List.of(after), Runnable::run, Duration.ofSeconds(20)));
        telling.announce(
                new IncomingCall(call, new PhoneNumber(""), new PhoneNumber("")),
                new StreamTicket("t".repeat(43)),
                Duration.ofSeconds(60));

        telling.over(call, EndReason.CALLER_HUNG_UP);

        assertThat(seen).containsExactly(CallState.ANNOUNCED);
        assertThat(registry.find(call).orElseThrow().state()).isEqualTo(CallState.OVER);
    }
}
