package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SessionOption.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The session options of xAI in words that providers share. Pure and stateless.
///
/// It has no option for a prompt of the transcription, for a turn detection by meaning, for noise reduction (which is
/// always on, without a switch), for the choice of tools, parallel tools, the length of a reply, the length of the
/// context, and tracing: those kinds are missing (wire/xai.md 2).
final class XaiOptions {

    private static final String NONE = "none";

    private XaiOptions() {}

    static List<SessionOption> of(XaiSettings settings) {
        return Stream.of(
                        general(settings),
                        speaking(settings.speaking()),
                        turns(settings.turns()),
                        transcription(settings.transcription()),
                        tools(settings.serverTools()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<SessionOption> general(XaiSettings settings) {
        return List.of(
                ifSet(Kind.MODEL, settings.model(), "chosen by the provider"),
                option(Kind.RESUMPTION, onOff(settings.resumption()), "on"));
    }

    private static List<SessionOption> speaking(SpeakingSettings speaking) {
        String replaced = speaking.replace().isEmpty()
                ? NONE
                : speaking.replace().size() + " phrases: "
                        + String.join(", ", speaking.replace().keySet());
        return List.of(
                option(Kind.VOICE, speaking.voice(), SpeakingSettings.DEFAULT_VOICE),
                option(Kind.SPEED, number(speaking.speed()), number(SpeakingSettings.STANDARD.speed())),
                option(Kind.REASONING, speaking.reasoningEffort(), SpeakingSettings.DEFAULT_EFFORT),
                option(Kind.PRONUNCIATION, replaced, NONE));
    }

    private static List<SessionOption> turns(TurnSettings turns) {
        TurnSettings standard = TurnSettings.STANDARD;
        return List.of(
                new SessionOption(Kind.TURN_DETECTION, "server_vad", false),
                option(Kind.TURN_THRESHOLD, number(turns.threshold()), number(standard.threshold())),
                option(Kind.TURN_PREFIX, time(turns.prefixPadding()), time(standard.prefixPadding())),
                option(Kind.TURN_SILENCE, time(turns.silence()), time(standard.silence())),
                ifSet(Kind.IDLE_PROMPT, turns.idleTimeout().map(XaiOptions::time), NONE),
                option(Kind.ANSWERS_ITSELF, yesNo(turns.createResponse().orElse(true)), "yes"),
                option(Kind.STOPS_ITSELF, yesNo(turns.interruptResponse().orElse(true)), "yes"));
    }

    private static List<SessionOption> transcription(TranscriptionSettings transcription) {
        return List.of(
                new SessionOption(Kind.TRANSCRIPTION_MODEL, TranscriptionSettings.MODEL, false),
                ifSet(Kind.TRANSCRIPTION_LANGUAGE, transcription.language(), "guessed"),
                listed(Kind.KEY_TERMS, transcription.keyTerms()));
    }

    private static List<SessionOption> tools(ServerToolSettings tools) {
        List<String> own = Stream.of(
                        tools.web().map(_ -> "web_search"),
                        tools.x().map(_ -> "x_search"),
                        tools.files().map(_ -> "file_search"))
                .flatMap(Optional::stream)
                .toList();
        return List.of(
                listed(Kind.PROVIDER_TOOLS, own),
                ifSet(
                        Kind.TOOL_SERVERS,
                        tools.server()
                                .map(server ->
                                        server.label() + " at " + server.url().getHost()),
                        NONE));
    }

    private static SessionOption option(Kind kind, String value, String standard) {
        return new SessionOption(kind, value, !value.equals(standard));
    }

    private static SessionOption ifSet(Kind kind, Optional<String> value, String otherwise) {
        return new SessionOption(kind, value.orElse(otherwise), value.isPresent());
    }

    private static SessionOption listed(Kind kind, List<String> entries) {
        return new SessionOption(kind, entries.isEmpty() ? NONE : String.join(", ", entries), !entries.isEmpty());
    }

    private static String number(double value) {
        return Double.toString(value);
    }

    private static String time(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    private static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }
}
