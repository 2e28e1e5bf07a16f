package dev.baton.examples.cli;

import dev.baton.call.CallEvent;
import dev.baton.call.CallListener;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes a call's events from its event loop and shows them on a thread of its own, so that a slow terminal never holds up the call. When the output is so slow that
 * the queue is full, interim texts and then other events are left out, and how many is told.
 */
final class EventPump implements CallListener {
    private static final int CAPACITY = 8192;
    private static final int ROOM_FOR_INTERIMS = CAPACITY / 2;
    private static final long REFRESH_MILLIS = 100;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong missed = new AtomicLong();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final CallStory story;
    private final CallView view;
    private long startedNanos;
    private boolean ended;

    EventPump(CallStory story, CallView view) {
        this.story = story;
        this.view = view;
        var thread = new Thread(this::run, "baton-view");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onEvent(CallEvent event) {
        if (event instanceof CallEvent.Started) {
            startedNanos = System.nanoTime() - event.at().toNanos();
        }
        boolean optional = event instanceof CallEvent.Interim;
        if (optional && waiting.remainingCapacity() < ROOM_FOR_INTERIMS) {
            missed.incrementAndGet();
            return;
        }
        Runnable shown = () -> show(event);
        while (!waiting.offer(shown)) {
            missed.incrementAndGet();
            if (!(event instanceof CallEvent.Ended)) {
                return;
            }
            waiting.poll(); // whoever waits for the end must not miss it
        }
    }

    /** Takes a message of the recogniser's connection, on the event loop like everything else. */
    void onWire(boolean sent, String text) {
        var at = Duration.ofNanos(startedNanos == 0 ? 0 : System.nanoTime() - startedNanos);
        if (waiting.remainingCapacity() < ROOM_FOR_INTERIMS || !waiting.offer(() -> view.wire(at, sent, text))) {
            missed.incrementAndGet();
        }
    }

    /** Has something done on the view's thread, after what has happened so far; from any thread. */
    void post(Runnable shown) {
        if (!waiting.offer(shown)) {
            missed.incrementAndGet();
        }
    }

    /** Waits until the call's last event has been shown, for a bounded time. */
    void awaitEnd() throws InterruptedException {
        if (!finished.await(5, TimeUnit.SECONDS)) {
            missed.addAndGet(waiting.size());
        }
    }

    private void show(CallEvent event) {
        story.hear(event);
        view.show(event, story);
        ended = event instanceof CallEvent.Ended;
    }

    private void run() {
        try {
            while (!ended) {
                @Nullable Runnable next = waiting.poll(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    view.refresh();
                } else {
                    next.run();
                }
            }
            if (missed.get() > 0) {
                view.missed(missed.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finished.countDown();
        }
    }
}
