package dev.switchhook.app.console;

import io.micronaut.http.sse.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What several people watch at once: each fragment is made once, and goes to everybody who looks. Whoever looks later
/// gets the latest of each name at once. Nobody is waited for: a viewer whose connection is slow skips to the latest.
///
/// Safe for use by several threads; nothing blocks.
public final class LiveFeed {

    /// Names that one feed remembers; further ones push out those that have not changed for longest.
    private static final int NAMES = 500;

    private final LinkedHashMap<String, Fragment> latest = new LinkedHashMap<>();
    private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();

    LiveFeed() {}

    /// Whether anybody looks. Without anybody, fragments need not be made.
    public boolean isWatched() {
        return !viewers.isEmpty();
    }

    /// Shows a fragment to everybody. One that is the same as before is not sent again.
    public void publish(Fragment fragment) {
        synchronized (latest) {
            if (fragment.equals(latest.remove(fragment.name()))) {
                latest.put(fragment.name(), fragment);
                return;
            }
            latest.put(fragment.name(), fragment);
            while (latest.size() > NAMES) {
                latest.pollFirstEntry();
            }
        }
        Event<String> event = event(fragment);
        viewers.forEach(viewer -> viewer.offer(fragment.name(), event));
    }

    /// Lets everybody go, because there will be nothing more to see.
    public void end() {
        viewers.forEach(LiveViewer::end);
    }

    void enter(LiveViewer viewer) {
        viewers.add(viewer);
        List<Fragment> known;
        synchronized (latest) {
            known = List.copyOf(latest.values());
        }
        known.forEach(fragment -> viewer.offer(fragment.name(), event(fragment)));
    }

    void leave(LiveViewer viewer) {
        viewers.remove(viewer);
    }

    private static Event<String> event(Fragment fragment) {
        return Event.of(fragment.html()).name(fragment.name());
    }
}
