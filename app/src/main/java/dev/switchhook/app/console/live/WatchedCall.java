package dev.switchhook.app.console.live;

import dev.switchhook.app.console.Fragment;
import dev.switchhook.app.console.LiveFeed;
import dev.switchhook.app.console.Pages;
import dev.switchhook.domain.caller.CallId;
import java.util.List;
import java.util.Map;

/// One call that somebody watches. Used by one thread at a time.
///
/// @param feed where its parts are sent
record WatchedCall(CallId call, LiveFeed feed) {

    private static final List<String> PARTS =
            List.of("call-head", "conversation", "latest", "waterfall", "ending", "events");

    /// Sends what has changed; what is as before is not sent again.
    void show(CallView view, Pages pages) {
        for (String part : PARTS) {
            feed.publish(new Fragment(part, pages.render("console/live/" + part, Map.of("view", view))));
        }
    }
}
