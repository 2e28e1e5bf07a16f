package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application's methods off the loop, one at a time and in order. Used on the loop.
 *
 * <p>A method that does not return holds up what comes after it for a bounded time. One whose answer is not wanted any more is interrupted after a grace and left behind after another; any other
 * is left behind when it counts as hung. At most {@value #MAX_LEFT_BEHIND} are left behind at a time, and at most {@value #MAX_WAITING} wait: past that the oldest that waits does not run,
 * which is reported.
 */
final class HandlerQueue {
    static final int MAX_WAITING = 32;
    static final int MAX_LEFT_BEHIND = 4;

    /** What the application does in one call of its handler. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final Executor executor;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final Duration stallLimit;
    private final Duration cancelGrace;
    private final Consumer<BatonException> problems;
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private @Nullable Invocation running;
    private int leftBehind;

    /**
     * @param stallLimit after so long a method counts as hung
     * @param cancelGrace how long a method may go on whose answer is not wanted any more, before it is interrupted and again before it is left behind
     */
    HandlerQueue(
            Executor executor,
            CallLoop loop,
            CallScheduler scheduler,
            Duration stallLimit,
            Duration cancelGrace,
            Consumer<BatonException> problems) {
        this.executor = executor;
        this.loop = loop;
        this.scheduler = scheduler;
        this.stallLimit = stallLimit;
        this.cancelGrace = cancelGrace;
        this.problems = problems;
    }

    /**
     * @param method for people, when it fails or hangs
     * @param entered told on the loop when it began to run
     * @param done told on the loop when it is over, however it ended; at the latest when it is left behind
     */
    Invocation add(String method, Work work, LongConsumer entered, Runnable done) {
        var invocation = new Invocation(method, work, entered, done);
        waiting.add(invocation);
        if (waiting.size() > MAX_WAITING) {
            var oldest = waiting.remove();
            problems.accept(new BatonException(
                    ErrorCode.HANDLER_STALLED,
                    oldest.method + " did not run: " + MAX_WAITING + " others were waiting",
                    "methods of one call run one after the other",
                    "return sooner, or keep the reply open with reply.async() and answer from elsewhere"));
            oldest.finish();
        }
        runNext();
        return invocation;
    }

    /** Wakes a method that hangs; its answers are not wanted any more. */
    void interrupt() {
        var task = running;
        if (task != null) {
            task.interrupt();
        }
    }

    private void runNext() {
        while (running == null && leftBehind < MAX_LEFT_BEHIND && !waiting.isEmpty()) {
            run(waiting.remove());
        }
    }

    private void run(Invocation task) {
        running = task;
        try {
            executor.execute(task);
            if (running == task) {
                task.timer = scheduler.after(stallLimit, task::stalled);
                if (task.cancelled) {
                    task.limitCancelled();
                }
            }
        } catch (RejectedExecutionException full) {
            running = null;
            problems.accept(new BatonException(
                    ErrorCode.HANDLER_FAILED,
                    task.method + " did not run: the handler executor refused it",
                    "",
                    "give it more threads or a longer queue (VoiceAgent.builder().handlerExecutor(..))",
                    full));
            task.finish();
        }
    }

    private void onDone(Invocation task, @Nullable Throwable failure) {
        task.timer.cancel();
        if (failure != null && !task.wasInterrupted()) {
            problems.accept(new BatonException(
                    ErrorCode.HANDLER_FAILED,
                    task.method + " threw " + failure.getClass().getName(),
                    "the call goes on; this reply ends here",
                    "see the cause in the log",
                    failure));
        }
        task.finish();
        if (running == task) {
            running = null;
        } else {
            leftBehind--;
        }
        runNext();
    }

    /** One call of one method. */
    final class Invocation implements Runnable {
        private final String method;
        private final Work work;
        private final LongConsumer entered;
        private final Runnable done;
        private CallLoop.Timer timer = () -> {};
        private @Nullable Thread thread;
        private boolean interrupted;
        private boolean cancelled;
        private boolean finished;
        private volatile boolean left;

        private Invocation(String method, Work work, LongConsumer entered, Runnable done) {
            this.method = method;
            this.work = work;
            this.entered = entered;
            this.done = done;
        }

        /**
         * What the method answers is not wanted any more.
         *
         * @param evenToTell whether the application need not even learn of it, if it has not yet
         */
        void cancel(boolean evenToTell) {
            cancelled = true;
            if (evenToTell && waiting.remove(this)) {
                finish();
            } else if (running == this) {
                limitCancelled();
            }
        }

        private void limitCancelled() {
            timer.cancel();
            timer = scheduler.after(cancelGrace, () -> {
                interrupt();
                timer = scheduler.after(
                        cancelGrace,
                        () -> leave("has not returned "
                                + cancelGrace.multipliedBy(2).toMillis() + " ms after its answer was cancelled"));
            });
        }

        private void stalled() {
            leave("has not returned for " + stallLimit.toSeconds() + " s");
        }

        private void leave(String what) {
            if (running != this) {
                return;
            }
            problems.accept(new BatonException(
                    ErrorCode.HANDLER_STALLED,
                    method + " " + what,
                    "the call goes on without its answer; "
                            + (leftBehind + 1 < MAX_LEFT_BEHIND
                                    ? "later turns do not wait for it"
                                    : "later turns wait until one of " + MAX_LEFT_BEHIND + " such methods returns"),
                    "return sooner, look at reply.isCancelled(), or keep the reply open with reply.async() and answer"
                            + " from elsewhere"));
            left = true;
            running = null;
            leftBehind++;
            finish();
            runNext();
        }

        @Override
        public void run() {
            long at = scheduler.nowNanos();
            runsOn(Thread.currentThread());
            loop.execute(() -> entered.accept(at));
            Throwable failure = null;
            try {
                if (!left) { // an executor that took its time must not run it beside, and after, the next
                    work.run();
                }
            } catch (InterruptedException e) {
                failure = e;
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                // Whatever the application throws, an Error too, must not end the call or its loop.
                failure = e;
            } finally {
                runsOn(null);
            }
            var outcome = failure;
            loop.execute(() -> onDone(this, outcome));
        }

        /** Under a lock with {@link #interrupt()}, which would otherwise reach whoever uses the thread next: another call, perhaps. */
        private synchronized void runsOn(@Nullable Thread runner) {
            thread = runner;
            if (runner == null && interrupted) {
                Thread.interrupted(); // ours
            }
        }

        private synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        private synchronized boolean wasInterrupted() {
            return interrupted;
        }

        private void finish() {
            if (!finished) {
                finished = true;
                done.run();
            }
        }
    }
}
