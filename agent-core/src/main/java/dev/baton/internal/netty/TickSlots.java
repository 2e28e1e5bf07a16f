package dev.baton.internal.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ticks of all calls of one event loop. Those that fall into the same millisecond of their period share a timer: with one for each, the loop would wake, and sort its queue of timers, for
 * every call alone, fifty times a second. So a tick comes up to a millisecond late, always by the same. Used on the loop.
 */
final class TickSlots {
    private static final Logger LOG = LoggerFactory.getLogger(TickSlots.class);
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private record Key(long periodNanos, long slot) {}

    private final EventLoop loop;
    private final Map<Key, Slot> slots = new HashMap<>();

    TickSlots(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Runs the task every period, from now on.
     *
     * @return ends that
     */
    Runnable add(long nowNanos, long periodNanos, Runnable task) {
        long sincePeriodBegan = Math.floorMod(nowNanos, periodNanos);
        long number = (sincePeriodBegan + SLOT_NANOS - 1) / SLOT_NANOS;
        long delayNanos = periodNanos + number * SLOT_NANOS - sincePeriodBegan;
        var slot = slots.computeIfAbsent(new Key(periodNanos, number), key -> new Slot());
        slot.add(task, delayNanos, periodNanos);
        return () -> slot.remove(task);
    }

    /** Calls whose ticks come together. */
    private final class Slot implements Runnable {
        private final List<Runnable> tasks = new ArrayList<>();
        private @Nullable Future<?> timer;
        private int next;

        void add(Runnable task, long delayNanos, long periodNanos) {
            tasks.add(task);
            if (timer == null) {
                timer = loop.scheduleAtFixedRate(this, delayNanos, periodNanos, TimeUnit.NANOSECONDS);
            }
        }

        /** A call may end in a tick, its own or another's. */
        void remove(Runnable task) {
            int at = tasks.indexOf(task);
            if (at < 0) {
                return;
            }
            tasks.remove(at);
            if (at < next) {
                next--;
            }
            if (tasks.isEmpty() && timer != null) {
                timer.cancel(false);
                timer = null;
            }
        }

        @Override
        public void run() {
            for (next = 0; next < tasks.size(); ) {
                run(tasks.get(next++));
            }
            next = 0;
        }

        /** What one call throws ends its own ticks, not the others'. */
        private void run(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) { // an Error too: the timer is the other calls' as well
                LOG.error("a call's tick failed; it ticks no more", e);
                remove(task);
            }
        }
    }
}
