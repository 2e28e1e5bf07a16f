package dev.baton.testkit.time;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything outside the loop that the loop waits for, and what reaches it from there. Guarded by its own lock. */
final class Holds {
    private final Queue<Hold> taken = new ArrayDeque<>();
    private final Queue<Runnable> unbidden = new ArrayDeque<>();
    private int open;
    private volatile boolean idle = true;

    synchronized Hold take(String what) {
        var hold = new Hold(this, what);
        taken.add(hold);
        open++;
        idle = false;
        return hold;
    }

    /** With the lock. */
    void onRelease() {
        open--;
        notifyAll();
    }

    /** A task from a thread that holds nothing: it comes whenever it comes. */
    synchronized void add(Runnable task) {
        unbidden.add(task);
        idle = false;
    }

    /** Without the lock, for the many times when nothing is outside. */
    boolean isIdle() {
        return idle;
    }

    /**
     * Waits, in real time, until nothing is held, and then hands over what was brought.
     *
     * @throws BatonException if that takes longer than {@code limit}, or the thread is interrupted
     */
    synchronized void drainTo(Queue<Runnable> tasks, Duration limit) {
        awaitRelease(limit);
        tasks.addAll(unbidden);
        unbidden.clear();
        for (var hold = taken.poll(); hold != null; hold = taken.poll()) {
            tasks.addAll(hold.brought());
        }
        idle = true;
    }

    private void awaitRelease(Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        try {
            while (open > 0) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    throw complaint("for " + limit.toMillis() + " ms", null);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaint("until its thread was interrupted", e);
        }
    }

    private BatonException complaint(String howLong, @Nullable Exception cause) {
        return new BatonException(
                ErrorCode.HANDLER_STALLED,
                "virtual time stood still " + howLong + ", because something outside it went on working",
                taken.stream()
                        .filter(hold -> !hold.isReleased())
                        .map(Hold::describe)
                        .collect(Collectors.joining("\n", "waited for ", "")),
                "return from the handler; for work that takes time, VirtualTime.sleep(..) lets virtual time pass",
                cause);
    }
}
