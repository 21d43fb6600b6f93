package dev.switchhook.xai.rehearsal;

/// How a session begins.
///
/// @param id of the session
/// @param model that answers, whatever was wanted
/// @param conversation a new one, or an earlier one that goes on
/// @param past how it was come by
record Opening(String id, String model, Conversation conversation, Past past) {

    /// What became of the wish to take up an earlier conversation.
    enum Past {
        /// There was none, or it was ignored without a word.
        NEW,
        /// It is granted.
        RESUMED,
        /// It is refused with an error.
        REFUSED
    }
}
