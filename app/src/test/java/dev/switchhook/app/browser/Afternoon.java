package dev.switchhook.app.browser;

import dev.switchhook.app.live.LiveHouse;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Calls as there are on an afternoon: some live, one of them with trouble, and two that are over.
final class Afternoon {

    /// A call in which something was booked and the agent was interrupted; it is over.
    static final String BOOKED = "CA7b1d0c5e2f4a49d0a1c3e5f708192a3b";
    /// A call whose speech model went away; it is over.
    static final String BROKEN = "CA1e9f8d7c6b5a4938271605f4e3d2c1b0";
    /// A call that goes on.
    static final String LIVE = "CAc0ffee00112233445566778899aabbcc";

    private static final String CLAIMED = "CA00d1ce5eed0badc0de11223344556677";
    private static final String QUIET = "CA55aa55aa66bb66bb77cc77cc88dd88dd";
    private static final String NODE = "host-7/bridge-2";
    private static final String ASSISTANT = "Serenity Spa";

    private final LiveHouse calls;

    private Afternoon(LiveHouse calls) {
        this.calls = calls;
    }

    /// All of them, and no others.
    static void of(LiveHouse calls) throws SQLException {
        none(calls);
        new Afternoon(calls).write();
    }

    /// No calls at all.
    static void none(LiveHouse calls) throws SQLException {
        calls.execute("delete from journal_entry");
        calls.execute("delete from call_record");
        calls.execute("delete from node_lease where node_id = ?", NODE);
    }

    private void write() throws SQLException {
        calls.process(NODE);
        at(14);
        booked();
        at(9);
        begins(BROKEN, "+4915112345618", "xai", "grok-voice-3.0");
        agent(BROKEN, "b1", "Serenity Spa, good afternoon. How can I help?");
        caller(BROKEN, "I would like to move my appointment to Thursday.");
        note(BROKEN, new JournalEntry.ModelFaulted("Disconnected"));
        note(BROKEN, new JournalEntry.ModelLost());
        calls.pass(Duration.ofSeconds(21));
        note(BROKEN, new JournalEntry.Leaving(EndReason.MODEL_LOST));
        note(BROKEN, new JournalEntry.Apologised());
        over(BROKEN, EndReason.MODEL_LOST, Duration.ofSeconds(38));
        at(4);
        live();
        at(3);
        claimed();
        at(1);
        begins(QUIET, "anonymous", "openai", "gpt-realtime-2.1");
        agent(QUIET, "q1", "Serenity Spa, good afternoon. How can I help?");
    }

    private void booked() throws SQLException {
        begins(BOOKED, "+4930901820", "openai", "gpt-realtime-2.1");
        note(BOOKED, new JournalEntry.Greeted(Duration.ofMillis(310), Duration.ofMillis(70)));
        agent(BOOKED, "a1", "Serenity Spa, good afternoon. How can I help?");
        caller(BOOKED, "What massages do you have?");
        note(BOOKED, new JournalEntry.Answered(Duration.ofMillis(640), Duration.ofMillis(80)));
        agent(
                BOOKED,
                "a2",
                "We have the classic massage, the deep tissue massage, the hot stone massage, and, if you like it"
                        + " gentler, the aromatherapy massage and the lymphatic drainage.");
        note(BOOKED, new JournalEntry.BargedIn(List.of(new HeardItem(new ItemId("a2"), 2900))));
        caller(BOOKED, "The hot stone massage, please. Tomorrow at four.");
        tool(BOOKED, "1", "check_availability", "{\"service\":\"hot-stone-massage\",\"time\":\"16:00\"}", 48);
        note(BOOKED, new JournalEntry.Answered(Duration.ofMillis(910), Duration.ofMillis(80)));
        agent(BOOKED, "a3", "Tomorrow at four is free, with Anna. Shall I book it?");
        caller(BOOKED, "Yes, please.");
        tool(BOOKED, "2", "book_appointment", "{\"agreed\":\"K7M4R9\"}", 240);
        note(BOOKED, new JournalEntry.Answered(Duration.ofMillis(1480), Duration.ofMillis(90)));
        agent(BOOKED, "a4", "You are booked. Your code is K 7 M 4 R 9. Goodbye!");
        note(BOOKED, new JournalEntry.Leaving(EndReason.AGENT_SAID_GOODBYE));
        note(BOOKED, new JournalEntry.FarewellOver(true));
        over(BOOKED, EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(71));
    }

    private void live() throws SQLException {
        begins(LIVE, "+493055501234", "openai", "gpt-realtime-2.1");
        note(LIVE, new JournalEntry.Greeted(Duration.ofMillis(290), Duration.ofMillis(60)));
        agent(LIVE, "c1", "Serenity Spa, good afternoon. How can I help?");
        caller(LIVE, "Do you have anything for my feet on Saturday?");
        tool(LIVE, "1", "check_availability", "{\"service\":\"foot-reflexology\"}", 61);
        note(LIVE, new JournalEntry.Answered(Duration.ofMillis(720), Duration.ofMillis(80)));
        agent(LIVE, "c2", "On Saturday I can offer foot reflexology at ten, at noon, or at half past three.");
        caller(LIVE, "Noon would be wonderful.");
    }

    private void claimed() throws SQLException {
        begins(CLAIMED, "+4989777012", "openai", "gpt-realtime-2.1");
        caller(CLAIMED, "Please cancel my facial.");
        note(CLAIMED, new JournalEntry.Answered(Duration.ofMillis(590), Duration.ofMillis(70)));
        agent(CLAIMED, "d1", "I have cancelled it for you.");
        note(CLAIMED, new JournalEntry.FalseClaim("cancelled"));
    }

    private void begins(String call, String number, String provider, String model) throws SQLException {
        calls.call(call, number, NODE);
        note(call, new JournalEntry.LineOpened());
        note(call, new JournalEntry.Attended(ASSISTANT, Optional.of(provider)));
        note(call, new JournalEntry.ModelReady(model, Duration.ofMillis(420)));
    }

    private void agent(String call, String item, String text) throws SQLException {
        note(call, new JournalEntry.Spoken(new Turn.Agent(new ItemId(item), text)));
    }

    private void caller(String call, String text) throws SQLException {
        note(call, new JournalEntry.Spoken(new Turn.Caller(text)));
    }

    private void tool(String call, String id, String name, String arguments, int took) throws SQLException {
        note(call, new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id(id), name, arguments)));
        note(
                call,
                new JournalEntry.ToolEnded(
                        name, new ToolOutcome.Done("{\"therapist\":\"Anna\"}"), Duration.ofMillis(took)));
    }

    private void over(String call, EndReason reason, Duration lasted) throws SQLException {
        note(call, new JournalEntry.HangupRequested(1));
        note(call, new JournalEntry.Ended(new CallEnding(reason, lasted, Duration.ofMillis(310))));
        calls.state(call, "OVER");
    }

    private void note(String call, JournalEntry entry) throws SQLException {
        calls.pass(Duration.ofMillis(1900));
        calls.note(call, NODE, entry);
    }

    private void at(int minutesAgo) {
        calls.pass(Duration.between(calls.instant(), Instant.now()).minusMinutes(minutesAgo));
    }
}
