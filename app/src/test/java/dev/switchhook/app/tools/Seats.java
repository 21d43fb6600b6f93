package dev.switchhook.app.tools;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A tool with an effect that can be counted, and which ends as it is told.
@ToolDefinition(
        name = "reserve_seat",
        description = "Reserve a seat.",
        effect = ToolDefinition.Effect.CHANGES,
        deadlineSeconds = 4)
final class Seats implements VoiceTool<Seats.Wish> {

    /// What the model asks for.
    record Wish(int row, @PersonalData String name) {}

    /// What it is told.
    record Seat(int number, @PersonalData String name) {}

    /// How a run ends.
    enum End {
        DONE,
        FULL,
        NOT_YET,
        BREAKS_BEFORE,
        BREAKS_AFTER,
        UNKNOWN_BEFORE,
        UNKNOWN_AFTER,
        ACCEPTS
    }

    /// The end of the next runs; after them it is done.
    final Deque<End> ends = new ArrayDeque<>();
    /// Every effect, by the idempotency key.
    final Map<String, List<Integer>> effects = new ConcurrentHashMap<>();

    final List<Consumer<ToolReply>> accepted = new ArrayList<>();
    /// Opened when it has begun to run; it ends when `go` is open.
    final CountDownLatch running = new CountDownLatch(1);

    volatile CountDownLatch go = new CountDownLatch(0);
    private int numbers;

    @Override
    public ToolReply run(ToolContext context, Wish wish) {
        running.countDown();
        try {
            if (!go.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody lets it go on");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        End end;
        synchronized (this) {
            end = ends.isEmpty() ? End.DONE : ends.removeFirst();
        }
        return switch (end) {
            case DONE -> taken(context, wish);
            case FULL -> new ToolReply.Refused(Map.of("problem", "it is full"));
            case NOT_YET -> new ToolReply.NotYet(Map.of("ask", "really?"));
            case BREAKS_BEFORE -> throw new IllegalStateException("before");
            case BREAKS_AFTER -> {
                taken(context, wish);
                throw new IllegalStateException("after");
            }
            case UNKNOWN_BEFORE -> new ToolReply.Unknown();
            case UNKNOWN_AFTER -> {
                taken(context, wish);
                yield new ToolReply.Unknown();
            }
            case ACCEPTS -> {
                accepted.add(reply -> context.later().accept(reply.equals(ACCEPTED) ? taken(context, wish) : reply));
                yield new ToolReply.Accepted(Map.of("minutes", 2));
            }
        };
    }

    /// Stands for the reply of the effect itself.
    static final ToolReply ACCEPTED = new ToolReply.Done(Map.of());

    private synchronized ToolReply taken(ToolContext context, Wish wish) {
        int number = ++numbers;
        effects.computeIfAbsent(context.intent().key(), _ -> new ArrayList<>()).add(number);
        return new ToolReply.Done(new Seat(number, wish.name()));
    }

    @Override
    public Optional<ToolReply> outcomeOf(ToolContext context, Wish wish) {
        return Optional.ofNullable(effects.get(context.intent().key()))
                .map(numbers -> new ToolReply.Done(new Seat(numbers.getFirst(), wish.name())));
    }

    int taken() {
        return effects.values().stream().mapToInt(List::size).sum();
    }
}
