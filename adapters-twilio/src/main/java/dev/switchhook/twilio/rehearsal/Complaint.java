package dev.switchhook.twilio.rehearsal;

/// A breach of Twilio's wire by the bridge, as Twilio's debugger would show it.
///
/// @param code Twilio's error or warning number, for example 31951; 0 for a rule that Twilio only states in prose
/// @param text what was wrong, in words
public record Complaint(int code, String text) {

    @Override
    public String toString() {
        return code == 0 ? text : code + ": " + text;
    }
}
