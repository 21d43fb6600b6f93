package dev.switchhook.app.live;

/// How far a live call has come, in a word for people.
public enum Stage {
    /// It was announced, and no media connection has been made yet.
    RINGING("Ringing"),
    /// The line is open, and there is no speech model yet.
    CONNECTING("Connecting"),
    /// Caller and agent talk.
    TALKING("Talking"),
    /// The media connection broke, or the call changes hands.
    RECONNECTING("Reconnecting"),
    /// It was decided that the call ends.
    LEAVING("Saying goodbye"),
    /// We cannot serve the caller any more: the carrier tells them so.
    APOLOGISING("Apologising"),
    /// The carrier has said that the call is over.
    ENDED("Ended");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /// What people are shown.
    public String word() {
        return word;
    }
}
