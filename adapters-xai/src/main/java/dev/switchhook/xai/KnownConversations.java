package dev.switchhook.xai;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// What is known of the conversations of one model, so that none is taken up in vain. Safe for use by several threads.
///
/// One that could not be taken up again is not tried a second time; the last 1,000 of them are remembered. One that
/// a session of ours is still in is not taken up beside it: what the provider does with two sessions in one
/// conversation is not documented. In both cases the next session begins anew, and its instructions tell what was
/// said.
final class KnownConversations {

    private static final int REMEMBERED = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> lost = new LinkedHashSet<>();
    private final Set<String> inUse = new HashSet<>();

    /// It could not be taken up again.
    void lost(String id) {
        lock.lock();
        try {
            lost.add(id);
            if (lost.size() > REMEMBERED) {
                lost.remove(lost.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /// A session is in it now.
    void entered(String id) {
        lock.lock();
        try {
            inUse.add(id);
        } finally {
            lock.unlock();
        }
    }

    /// The session has left it.
    void left(String id) {
        lock.lock();
        try {
            inUse.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /// Whether it is worth the attempt to take it up again.
    boolean canBeTakenUp(String id) {
        lock.lock();
        try {
            return !lost.contains(id) && !inUse.contains(id);
        } finally {
            lock.unlock();
        }
    }
}
