package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox(new CallId("CA1"), 100);

    @Test
    void a_task_that_brings_another_one_ends_first() {
        List<String> order = new ArrayList<>();
        inbox.run(() -> {
            inbox.run(() -> order.add("second"));
            order.add("first");
        });
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void too_heavy_a_load_is_refused_until_what_waits_has_run() {
        List<String> done = new ArrayList<>();
        List<Boolean> taken = new ArrayList<>();
        inbox.run(() -> {
            taken.add(inbox.offer(60, () -> done.add("first")));
            taken.add(inbox.offer(60, () -> done.add("too much")));
            taken.add(inbox.offer(40, () -> done.add("fits")));
            taken.add(inbox.offer(0, () -> done.add("weighs nothing")));
        });
        assertThat(taken).containsExactly(true, false, true, true);
        assertThat(done).containsExactly("first", "fits", "weighs nothing");
        assertThat(inbox.offer(100, () -> done.add("again"))).isTrue();
    }

    @Test
    void a_broken_task_does_not_stop_the_next_one() {
        List<String> done = new ArrayList<>();
        inbox.run(() -> {
            throw new IllegalStateException("broken");
        });
        inbox.run(() -> done.add("next"));
        assertThat(done).containsExactly("next");
    }

    @Test
    void tasks_of_many_threads_never_overlap_and_keep_the_order_of_each_thread() throws Exception {
        int threads = 8;
        int each = 5_000;
        List<int[]> done = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            int name = thread;
            Thread.ofVirtual().start(() -> {
                IntStream.range(0, each).forEach(i -> inbox.run(() -> done.add(new int[] {name, i})));
                ended.countDown();
            });
        }
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch drained = new CountDownLatch(1);
        inbox.run(drained::countDown);
        assertThat(drained.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(done).hasSize(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            int name = thread;
            assertThat(done.stream().filter(task -> task[0] == name).mapToInt(task -> task[1]))
                    .isSorted();
        }
    }
}
