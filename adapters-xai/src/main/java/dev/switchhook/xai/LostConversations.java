package dev.switchhook.xai;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The conversations that could not be taken up again, so that nobody tries a second time: the next session begins
/// anew instead. Remembers the last 1,000. Safe for use by several threads.
final class LostConversations {

    private static final int REMEMBERED = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> ids = new LinkedHashSet<>();

    void add(String id) {
        lock.lock();
        try {
            ids.add(id);
            if (ids.size() > REMEMBERED) {
                ids.remove(ids.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    boolean contains(String id) {
        lock.lock();
        try {
            return ids.contains(id);
        } finally {
            lock.unlock();
        }
    }
}
