package dev.switchhook.app.simulation;

import java.util.Arrays;

/// What happens when: a heap of tasks by time. Tasks of one time keep the order in which they were noted.
///
/// Not a [java.util.PriorityQueue], because a simulated call notes thousands of tasks, and none of them is worth an
/// object of its own.
final class Agenda {

    /// A key is the time in milliseconds above the number of the task; there is room for 2^36 tasks and 37 hours.
    private static final int NUMBER_BITS = 36;

    private long[] keys = new long[256];
    private Runnable[] tasks = new Runnable[256];
    private int size;
    private long numbers;

    void add(long at, Runnable task) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            tasks = Arrays.copyOf(tasks, size * 2);
        }
        long key = (at << NUMBER_BITS) | numbers++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (keys[parent] <= key) {
                break;
            }
            keys[hole] = keys[parent];
            tasks[hole] = tasks[parent];
            hole = parent;
        }
        keys[hole] = key;
        tasks[hole] = task;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// The time of the next task; [Long#MAX_VALUE] when there is none.
    long next() {
        return size == 0 ? Long.MAX_VALUE : keys[0] >>> NUMBER_BITS;
    }

    /// Takes the next task out.
    Runnable take() {
        Runnable first = tasks[0];
        long key = keys[--size];
        Runnable last = tasks[size];
        int hole = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (key <= keys[child]) {
                break;
            }
            keys[hole] = keys[child];
            tasks[hole] = tasks[child];
            hole = child;
            child = 2 * hole + 1;
        }
        keys[hole] = key;
        tasks[hole] = last;
        return first;
    }
}
