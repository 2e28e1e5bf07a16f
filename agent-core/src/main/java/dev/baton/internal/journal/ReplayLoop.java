package dev.baton.internal.journal;

import dev.baton.internal.call.CallLoop;
import dev.baton.stt.SttTransport;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A loop whose time is the journal's: nothing on it is ever due by itself. */
final class ReplayLoop implements CallLoop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> lineTasks = new ArrayDeque<>();
    private @Nullable Runnable wake;
    private long nowNanos;

    void setTime(long nanos) {
        nowNanos = nanos;
    }

    /** Lets happen what is due by then. */
    void wake(long nanos) {
        nowNanos = nanos;
        if (wake != null) {
            wake.run();
        }
    }

    /** Runs what waits, and what that leads to. */
    void run() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs what the line to the recogniser has put off longest. */
    void continueLine() {
        var task = lineTasks.poll();
        if (task != null) {
            task.run();
        }
    }

    /** The loop as the line to the recogniser sees it. */
    CallLoop line(SttTransport transport) {
        return new Line(this, transport);
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
        return () -> {};
    }

    /** The call's clock is the only one that asks for it. */
    @Override
    public Timer repeat(long periodNanos, Runnable task) {
        wake = task;
        return () -> wake = null;
    }

    @Override
    public SttTransport transport() {
        throw new UnsupportedOperationException("a replayed call connects through its line only");
    }

    private record Line(ReplayLoop loop, SttTransport transport) implements CallLoop {
        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            loop.lineTasks.add(task);
        }

        @Override
        public long nanoTime() {
            return loop.nanoTime();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return loop.schedule(delayNanos, task);
        }

        @Override
        public Timer repeat(long periodNanos, Runnable task) {
            return loop.repeat(periodNanos, task);
        }
    }
}
