package dev.switchhook.app.console.live;

/// How far into a text somebody has listened. Nobody knows the word at which a voice was cut, only the milliseconds; so
/// this is an estimate, at the pace of an agent's voice.
///
/// @param heard the words that were heard
/// @param unheard the rest
record HeardWords(String heard, String unheard) {

    /// About 160 English words a minute.
    private static final double CHARACTERS_PER_SECOND = 15;

    /// Divides a text between two words.
    ///
    /// @param milliseconds how much of it was heard
    static HeardWords of(String text, long milliseconds) {
        long characters = Math.round(Math.max(0, milliseconds) * CHARACTERS_PER_SECOND / 1_000);
        if (characters >= text.length()) {
            return new HeardWords(text, "");
        }
        int end = text.lastIndexOf(' ', (int) characters);
        int cut = Math.max(end, 0);
        return new HeardWords(text.substring(0, cut), text.substring(cut).stripLeading());
    }
}
