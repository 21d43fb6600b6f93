package dev.switchhook.app.console;

/// What people are told when they do not get what they have asked for. It holds nothing of what went wrong inside.
///
/// @param title two or three words
/// @param words what it means, and what to do
public record Trouble(String title, String words) {

    static Trouble of(int status) {
        return switch (status) {
            case 401 -> new Trouble("Session ended", "Your session has ended. Log in again.");
            case 403 ->
                new Trouble(
                        "Not allowed",
                        "You may not do that. If you came here by a form, open the page again and send it once more.");
            case 404 -> new Trouble("Not found", "There is nothing at this address. It may have been deleted.");
            case 503 -> new Trouble("Not now", "This cannot be had at the moment. Try again soon.");
            default ->
                status >= 500
                        ? new Trouble("Our mistake", "Something went wrong on our side. The log has the details.")
                        : new Trouble("Not understood", "The request could not be understood.");
        };
    }
}
