package dev.switchhook.domain.turn;

/// The name of a point in the sound that we send; the line returns it when that point has been played, or cleared.
///
/// Short ASCII. It carries the playback generation, so that a returned mark of cleared sound is told from one that
/// was heard.
public record MarkName(String value) {

    static MarkName of(int generation, long playedMilliseconds) {
        return new MarkName("g" + generation + ":" + playedMilliseconds);
    }
}
