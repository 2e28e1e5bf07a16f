package dev.baton.internal.call;

import dev.baton.stt.SttTransport;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** A call's loop whose time stands still unless a test moves it; everything runs on the test's thread. */
final class ManualLoop implements CallLoop {
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(
            Comparator.comparingLong((Planned p) -> p.atNanos).thenComparingLong(p -> p.order));
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long nowNanos = 5_000_000_000L; // not zero: nobody may take the loop's clock for the call's
    private long order;

    private static final class Planned {
        final Runnable task;
        final long periodNanos;
        final long order;
        long atNanos;
        boolean cancelled;

        Planned(Runnable task, long atNanos, long periodNanos, long order) {
            this.task = task;
            this.atNanos = atNanos;
            this.periodNanos = periodNanos;
            this.order = order;
        }
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return plan(new Planned(task, nowNanos + delayNanos, 0, order++));
    }

    @Override
    public Timer repeat(long periodNanos, Runnable task) {
        return plan(new Planned(task, nowNanos + periodNanos, periodNanos, order++));
    }

    @Override
    public SttTransport transport() {
        return (URI uri, Map<String, String> headers, SttTransport.Listener listener) -> {
            throw new AssertionError("nothing connects here");
        };
    }

    /** Lets so much time pass, and everything happen that is due in it. */
    void advanceMillis(long millis) {
        long until = nowNanos + millis * 1_000_000;
        runTasks();
        for (var next = planned.peek(); next != null && next.atNanos <= until; next = planned.peek()) {
            nowNanos = Math.max(nowNanos, next.atNanos);
            runWhatIsDue();
        }
        nowNanos = until;
    }

    /** As Netty's loops do it: everything that is due is taken at once, so that what repeats runs once however often it was missed. */
    private void runWhatIsDue() {
        var due = new ArrayDeque<Planned>();
        for (var next = planned.peek(); next != null && next.atNanos <= nowNanos; next = planned.peek()) {
            due.add(planned.remove());
        }
        for (var next : due) {
            if (!next.cancelled) {
                next.task.run();
                runTasks();
                if (next.periodNanos > 0 && !next.cancelled) {
                    next.atNanos += next.periodNanos;
                    planned.add(next);
                }
            }
        }
    }

    /** Time passes while the loop does nothing, as if another call held it up. */
    void standStillMillis(long millis) {
        nowNanos += millis * 1_000_000;
    }

    long waiting() {
        return planned.stream().filter(p -> !p.cancelled).count();
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private Timer plan(Planned timer) {
        planned.add(timer);
        return () -> timer.cancelled = true;
    }
}
