package dev.switchhook.app.bench;

import dev.switchhook.domain.rehearsal.Role;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The agents of one provider, by the numbers of their sessions. Safe for use by several threads.
final class Cast implements Supplier<Role> {

    private final Map<Integer, Orator> agents = new ConcurrentHashMap<>();
    private final AtomicInteger next;
    private final int first;
    private volatile Orator.Scenery scenery = new Orator.Scenery(4_000, "", false);

    /// @param first the number of the first session
    Cast(int first) {
        this.first = first;
        this.next = new AtomicInteger(first);
    }

    /// What the agents of all later sessions do.
    void play(Orator.Scenery wanted) {
        scenery = wanted;
    }

    @Override
    public Role get() {
        Orator agent = new Orator(next.getAndIncrement(), scenery);
        agents.put(agent.session(), agent);
        return agent;
    }

    /// How many sessions have begun.
    int begun() {
        return next.get() - first;
    }

    /// To how many agents a tool has answered, of those that came after so many others.
    int toldSince(int others) {
        return Math.toIntExact(agents.values().stream()
                .filter(agent -> place(agent.session()) >= others)
                .filter(agent -> !agent.told().isEmpty())
                .count());
    }

    /// The agent of a session, when it is one of this provider's.
    Optional<Orator> agent(int session) {
        return Optional.ofNullable(agents.get(session));
    }

    /// The place of a session in the order of beginning.
    int place(int session) {
        return session - first;
    }
}
