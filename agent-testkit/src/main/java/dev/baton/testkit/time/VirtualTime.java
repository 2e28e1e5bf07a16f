package dev.baton.testkit.time;

import dev.baton.agent.TurnHandler;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallLoops;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent's event loop whose time passes only when a test says so: {@code VoiceAgent.builder().eventLoops(time)}.
 *
 * <p>All calls run on the thread that calls {@link #advance} or {@link #runUntil}, and nothing runs in between, so that the same test gives the same events at the same instants.
 * Handlers run inline ({@code handlerExecutor(Runnable::run)}) or on threads of {@link #executor()}; time stands still meanwhile. Whatever else works elsewhere takes a {@link Hold}.
 *
 * <p>One thread at a time may drive it; {@link #hold}, {@link #executor()} and {@link #sleep} may be used from any.
 */
public final class VirtualTime implements CallLoops {
    /** Not zero: nobody may take the loop's clock for the call's. */
    private static final long EPOCH_NANOS = 5_000_000_000L;

    private static final Duration STANDSTILL_LIMIT = Duration.ofMinutes(1);

    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private final Deque<Planned> due = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Holds holds = new Holds();
    private final Loop loop = new Loop();
    private final Duration standstillLimit;
    private volatile Thread driver = Thread.currentThread();
    private volatile long nowNanos = EPOCH_NANOS;
    private long order;
    private boolean running;

    /** Waits up to a minute of real time for what works outside the loop. */
    public VirtualTime() {
        this(STANDSTILL_LIMIT);
    }

    /** @param standstillLimit so long, in real time, time may stand still for a handler or a recogniser before {@link #advance} fails and says for which */
    public VirtualTime(Duration standstillLimit) {
        this.standstillLimit = standstillLimit;
    }

    /** Time that has passed since this was made. */
    public Duration now() {
        return Duration.ofNanos(nowNanos - EPOCH_NANOS);
    }

    /**
     * Lets so much time pass, and everything happen that is due in it. Zero runs what is due now.
     *
     * @throws dev.baton.BatonException if something outside the loop took too long
     * @throws IllegalStateException if it is being driven already
     */
    public void advance(Duration duration) {
        long until = nowNanos + duration.toNanos();
        takeTheWheel();
        try {
            settle();
            while (isDueBy(until)) {
                runNext();
            }
            nowNanos = until;
        } finally {
            running = false;
        }
    }

    /**
     * Lets time pass until something is true.
     *
     * @param done asked on this thread after each instant at which something happened
     * @param limit of virtual time
     * @return whether it came true within the limit
     */
    public boolean runUntil(BooleanSupplier done, Duration limit) {
        long until = nowNanos + limit.toNanos();
        takeTheWheel();
        try {
            settle();
            while (!done.getAsBoolean() && isDueBy(until)) {
                runNext();
            }
        } finally {
            running = false;
        }
        if (done.getAsBoolean()) {
            return true;
        }
        nowNanos = until;
        return false;
    }

    /** Time passes and nothing happens, as if another call held the loop up; what was due meanwhile is late. */
    public void standStill(Duration duration) {
        long until = nowNanos + duration.toNanos();
        nowNanos = until;
    }

    /** Runs a task after so much virtual time. To be called by the driving thread. */
    public void after(Duration delay, Runnable task) {
        loop.schedule(delay.toNanos(), task);
    }

    /** How many timers are set; none once every call is over. */
    public int timers() {
        return planned.size();
    }

    /**
     * Keeps time from passing.
     *
     * @param what named in the message when it is never released
     */
    public Hold hold(String what) {
        return holds.take(what);
    }

    /** Runs each task on a thread of its own while time stands still. Fits {@code handlerExecutor(..)}, and whatever a handler starts itself. */
    public Executor executor() {
        return task -> {
            var hold = hold("a task given to VirtualTime.executor()");
            OutsideThreads.execute(hold, task);
        };
    }

    /**
     * Pretends that the work of a task of {@link #executor()} takes so long: virtual time goes on meanwhile, and the caller may talk.
     *
     * @throws IllegalStateException on any other thread
     */
    public void sleep(Duration duration) throws InterruptedException {
        var hold = OutsideThreads.currentHold();
        if (hold == null) {
            throw new IllegalStateException(
                    "only a task of VirtualTime.executor() can sleep in virtual time; this is thread "
                            + Thread.currentThread().getName());
        }
        var awake = new CountDownLatch(1);
        var next = new Hold[1];
        hold.bring(() -> after(duration, () -> {
            next[0] = hold("a task given to VirtualTime.executor(), after its sleep");
            awake.countDown();
        }));
        hold.release();
        awake.await();
        OutsideThreads.goOn(next[0]);
    }

    /**
     * The same handler, each of whose methods thinks for so long before it does anything, in virtual time. For an agent whose handlers run on {@link #executor()}.
     */
    public TurnHandler slow(TurnHandler handler, Duration takes) {
        return takes.isZero() ? handler : new SlowHandler(this, takes, handler).asHandler();
    }

    /** The one loop of all calls. */
    @Override
    public CallLoop next() {
        return loop;
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread().equals(driver);
    }

    /** Nothing is to be released. */
    @Override
    public void close() {}

    private void takeTheWheel() {
        if (running) {
            throw new IllegalStateException("virtual time is being driven already, by thread " + driver.getName());
        }
        driver = Thread.currentThread();
        running = true;
    }

    private boolean isDueBy(long nanos) {
        var next = planned.peek();
        return next != null && next.atNanos <= nanos;
    }

    /** As Netty's loops do it: everything that is due is taken at once, so that what repeats runs once however often it was missed. */
    private void runNext() {
        nowNanos = Math.max(nowNanos, planned.element().atNanos);
        while (isDueBy(nowNanos)) {
            due.add(planned.remove());
        }
        try {
            for (var timer = due.poll(); timer != null; timer = due.poll()) {
                run(timer);
            }
        } finally {
            if (!due.isEmpty()) { // after a failure
                planned.addAll(due);
                due.clear();
            }
        }
    }

    private void run(Planned timer) {
        if (timer.cancelled) {
            return;
        }
        try {
            timer.task.run();
            settle();
        } finally {
            if (timer.periodNanos > 0 && !timer.cancelled) {
                timer.atNanos += timer.periodNanos;
                planned.add(timer);
            }
        }
    }

    /** Runs everything that needs no time to pass, and waits for what is outside. */
    private void settle() {
        do {
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            if (!holds.isIdle()) {
                holds.drainTo(tasks, standstillLimit);
            }
        } while (!tasks.isEmpty());
    }

    private void execute(Runnable task) {
        Hold hold;
        if (isCurrent()) {
            tasks.add(task);
        } else if ((hold = holdOfThisThread()) != null) {
            hold.bring(task);
        } else {
            holds.add(task);
        }
    }

    private @Nullable Hold holdOfThisThread() {
        var hold = OutsideThreads.currentHold();
        return hold != null && hold.keeps(holds) ? hold : null;
    }

    void forget(Planned timer) {
        planned.remove(timer);
    }

    private final class Loop implements CallLoop {
        @Override
        public boolean isCurrent() {
            return VirtualTime.this.isCurrent();
        }

        @Override
        public void execute(Runnable task) {
            VirtualTime.this.execute(task);
        }

        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return plan(delayNanos, 0, task);
        }

        @Override
        public Timer repeat(long periodNanos, Runnable task) {
            return plan(periodNanos, periodNanos, task);
        }

        private Planned plan(long delayNanos, long periodNanos, Runnable task) {
            var timer = new Planned(VirtualTime.this, task, nowNanos + delayNanos, periodNanos, order++);
            planned.add(timer);
            return timer;
        }

        @Override
        public SttTransport transport() {
            return new NoNetwork(loop);
        }
    }
}
