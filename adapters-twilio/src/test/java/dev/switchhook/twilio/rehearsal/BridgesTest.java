package dev.switchhook.twilio.rehearsal;

import static dev.switchhook.twilio.rehearsal.Stage.CONNECT;
import static dev.switchhook.twilio.rehearsal.Stage.callSid;
import static dev.switchhook.twilio.rehearsal.Stage.isEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A bridge of several processes behind a load balancer.
class BridgesTest {

    private final Stage stage = new Stage();
    private final ScriptedBridge second = new ScriptedBridge();

    @AfterEach
    void close() {
        second.close();
        stage.close();
    }

    private void bothConnectAndComplete() {
        for (ScriptedBridge bridge : List.of(stage.bridge, second)) {
            bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml(CONNECT));
            bridge.script = (line, message) -> {
                if (isEvent(message, "start")) {
                    stage.complete(callSid(line));
                }
            };
        }
    }

    @Test
    void webhooks_and_handshakes_go_to_the_processes_in_turn() {
        bothConnectAndComplete();
        stage.twilio.bridgesListenAt(List.of(stage.bridge.address(), second.address()));

        for (int i = 0; i < 4; i++) {
            assertThat(stage.call().complaints()).isEmpty();
        }

        assertThat(stage.bridge.requests).isNotEmpty();
        assertThat(second.requests).isNotEmpty();
        assertThat(stage.bridge.lines.size() + second.lines.size()).isEqualTo(4);
        assertThat(stage.bridge.requests.size() + stage.bridge.lines.size())
                .isEqualTo(second.requests.size() + second.lines.size());
    }

    @Test
    void a_process_that_refuses_connections_is_passed_over() throws Exception {
        bothConnectAndComplete();
        stage.twilio.bridgesListenAt(List.of(nobody(), second.address(), nobody()));

        for (int i = 0; i < 3; i++) {
            assertThat(stage.call().complaints()).isEmpty();
        }

        assertThat(second.lines).hasSize(3);
        assertThat(stage.twilio.ledger().unfinishedCalls()).isEmpty();
    }

    @Test
    void w7_when_no_process_accepts_the_call_fails() throws Exception {
        stage.twilio.bridgesListenAt(List.of(nobody(), nobody()));

        PhoneReport report = stage.call();

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.FAILED);
        assertThat(report.complaints()).extracting(Complaint::code).contains(11200);
    }

    @Test
    void a_webhook_whose_connection_breaks_before_the_answer_is_not_repeated() throws Exception {
        bothConnectAndComplete();
        try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var _ = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        breaking.accept().close();
                    }
                } catch (IOException _) {
                    // The test is over.
                }
            });
            stage.twilio.bridgesListenAt(
                    List.of((InetSocketAddress) breaking.getLocalSocketAddress(), second.address()));

            PhoneReport report = stage.call();

            assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.FAILED);
            assertThat(second.requests("/twilio/voice")).isEmpty();
        }
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) taken.getLocalSocketAddress();
        }
    }
}
