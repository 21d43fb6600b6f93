package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Faults of the database as far as they concern the registry of calls and the journal, in whole calls through the
/// running program.
@Execution(ExecutionMode.CONCURRENT)
class DatabaseFaultRowsTest {

    private static final int PATIENCE = 50;

    @Test
    void d1_calls_are_answered_and_ended_while_the_registry_is_out() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            away(theatre);
            Scene scene = theatre.scene(Clerk::brief);
            ShortCall.assertEndedByUs(scene, scene.callAndWait(ShortCall.PLAN));
        }
    }

    @Test
    void d2_a_call_goes_on_while_the_registry_is_out_and_its_end_is_recorded_afterwards() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> ringing = call.scene().call(ShortCall.PLAN);
            call.awaitGreeting();
            away(theatre);
            PhoneReport phone = ringing.get(PATIENCE, TimeUnit.SECONDS);
            call.assertResumed(phone, 1);
            back(theatre);

            theatre.drain();

            assertThat(state(theatre, phone)).isEqualTo("OVER");
        }
    }

    @Test
    void d3_when_nobody_gets_a_connection_the_media_go_on() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            LongCall call = new LongCall(theatre);
            CompletableFuture<PhoneReport> ringing = call.scene().call(ShortCall.PLAN);
            call.awaitGreeting();
            List<Connection> all = new ArrayList<>();
            try {
                takeAll(theatre, all);
                PhoneReport phone = ringing.get(PATIENCE, TimeUnit.SECONDS);
                call.assertResumed(phone, 1);
            } finally {
                for (Connection connection : all) {
                    connection.close();
                }
            }
        }
    }

    private static void takeAll(Theatre theatre, List<Connection> taken) {
        while (true) {
            try {
                taken.add(theatre.database().getConnection());
            } catch (SQLException exhausted) {
                return;
            }
        }
    }

    private static void away(Theatre theatre) throws SQLException {
        execute(theatre, "alter table call_record rename to call_record_away");
    }

    private static void back(Theatre theatre) throws SQLException {
        execute(theatre, "alter table call_record_away rename to call_record");
    }

    private static void execute(Theatre theatre, String sql) throws SQLException {
        try (Connection connection = theatre.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String state(Theatre theatre, PhoneReport phone) throws SQLException {
        try (Connection connection = theatre.database().getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select state from call_record where call_id = ?")) {
            select.setString(1, phone.callSid());
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
