package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application's methods off the loop, one at a time and in order. Used on the loop.
 */
final class HandlerQueue {
    /** What the application does in one call of its handler. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final Executor executor;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final Duration stallLimit;
    private final Consumer<BatonException> problems;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private @Nullable Task running;

    HandlerQueue(
            Executor executor,
            CallLoop loop,
            CallScheduler scheduler,
            Duration stallLimit,
            Consumer<BatonException> problems) {
        this.executor = executor;
        this.loop = loop;
        this.scheduler = scheduler;
        this.stallLimit = stallLimit;
        this.problems = problems;
    }

    /**
     * @param method for people, when it fails or hangs
     * @param entered told on the loop when it began to run
     * @param done told on the loop when it is over, however it ended; at the latest when it counts as hung
     */
    void add(String method, Work work, LongConsumer entered, Runnable done) {
        waiting.add(new Task(method, work, entered, done));
        if (running == null) {
            runNext();
        }
    }

    /** Wakes a method that hangs; its answers are not wanted any more. */
    void interrupt() {
        var task = running;
        if (task != null) {
            task.interrupt();
        }
    }

    private void runNext() {
        for (var task = waiting.poll(); task != null; task = waiting.poll()) {
            running = task;
            try {
                executor.execute(task);
                task.stallTimer = scheduler.after(stallLimit, task::stalled);
                return;
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
    }

    private void onDone(Task task, @Nullable Throwable failure) {
        if (task.stallTimer != null) {
            task.stallTimer.cancel();
        }
        if (failure != null && !task.wasInterrupted()) {
            problems.accept(new BatonException(
                    ErrorCode.HANDLER_FAILED,
                    task.method + " threw " + failure.getClass().getName(),
                    "the call goes on; this reply ends here",
                    "see the cause in the log",
                    failure));
        }
        task.finish();
        running = null;
        runNext();
    }

    private final class Task implements Runnable {
        private final String method;
        private final Work work;
        private final LongConsumer entered;
        private final Runnable done;
        private CallLoop.@Nullable Timer stallTimer;
        private @Nullable Thread thread;
        private boolean interrupted;
        private boolean finished;

        Task(String method, Work work, LongConsumer entered, Runnable done) {
            this.method = method;
            this.work = work;
            this.entered = entered;
            this.done = done;
        }

        @Override
        public void run() {
            long at = scheduler.nowNanos();
            runsOn(Thread.currentThread());
            loop.execute(() -> entered.accept(at));
            Throwable failure = null;
            try {
                work.run();
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

        private void stalled() {
            problems.accept(new BatonException(
                    ErrorCode.HANDLER_STALLED,
                    method + " has not returned for " + stallLimit.toSeconds() + " s",
                    "the call goes on without its answer; later turns wait for it",
                    "return sooner, or keep the reply open with reply.async() and answer from elsewhere"));
            finish();
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
