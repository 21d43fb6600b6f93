package dev.switchhook.app.cli;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The call that the documentation shows.
final class RecordedCall {

    static final CallId CALL = new CallId("CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e");
    static final PhoneNumber CALLER = new PhoneNumber("+14155550142");
    static final Instant START = Instant.parse("2026-11-20T13:05:00Z");

    private RecordedCall() {}

    static List<Noted> notes() {
        return List.of(
                at(0, new JournalEntry.LineOpened()),
                at(227, new JournalEntry.ModelReady("gpt-realtime-2.1", Duration.ofMillis(227))),
                at(810, agent("i1", "Serenity Spa, good afternoon. How can I help you?")),
                at(6640, caller("Hello, I would like to book a massage, please.")),
                at(
                        7020,
                        agent(
                                "i2",
                                "With pleasure. We offer a Swedish massage, a hot stone massage, and a deep tissue"
                                        + " massage. Which one would you like?")),
                at(9480, new JournalEntry.BargedIn(List.of(new HeardItem(new ItemId("i2"), 2460)))),
                at(11_400, caller("The hot stone massage, please, tomorrow at a quarter to eleven.")),
                at(
                        11_890,
                        new JournalEntry.ToolStarted(new ToolCall(
                                new ToolCall.Id("t1"),
                                "book_appointment",
                                "{\"service\":\"hot stone massage\",\"date\":\"2026-11-21\",\"time\":\"10:45\"}"))),
                at(
                        11_931,
                        new JournalEntry.ToolEnded(
                                "book_appointment",
                                new ToolOutcome.Done("{\"outcome\":\"done\",\"code\":\"K7MPQ2\"}"),
                                Duration.ofMillis(41))),
                at(12_500, agent("i3", "You are booked, your code is K 7 M P Q 2. Thank you for calling. Goodbye!")),
                at(13_020, new JournalEntry.Leaving(EndReason.AGENT_SAID_GOODBYE)),
                at(20_720, new JournalEntry.FarewellOver(true)),
                at(21_237, new JournalEntry.HangupRequested(1)),
                at(
                        21_318,
                        new JournalEntry.Ended(new CallEnding(
                                EndReason.AGENT_SAID_GOODBYE, Duration.ofMillis(21_318), Duration.ofMillis(598)))));
    }

    static CallStory story() {
        return new CallStory(
                CALL,
                Optional.of(new CallStory.Registered(
                        CALLER,
                        Attestation.FULL,
                        CallState.OVER,
                        Optional.of(EndReason.AGENT_SAID_GOODBYE),
                        START.minusMillis(400))),
                notes());
    }

    static Noted at(long milliseconds, JournalEntry entry) {
        return new Noted(START.plusMillis(milliseconds), entry);
    }

    static JournalEntry caller(String text) {
        return new JournalEntry.Spoken(new Turn.Caller(text));
    }

    static JournalEntry agent(String item, String text) {
        return new JournalEntry.Spoken(new Turn.Agent(new ItemId(item), text));
    }
}
