package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandlerQueueTest {
    private final VirtualTime time = new VirtualTime();
    private final CallLoop loop = time.next();
    private final CallScheduler scheduler = new CallScheduler(loop);
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<BatonException> problems = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final HandlerQueue queue = new HandlerQueue(
            threads::add, loop, scheduler, Duration.ofSeconds(30), Duration.ofSeconds(1), problems::add);

    private void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private HandlerQueue.Invocation add(String name) {
        return queue.add(name, () -> ran.add(name), entered -> {}, () -> done.add(name));
    }

    /** The thread that has taken the oldest task runs it to its end. */
    private void runNext() {
        threads.remove().run();
        advanceMillis(0);
    }

    @Test
    void methodsOfACall_runOneAfterTheOther() {
        add("first");
        add("second");
        assertThat(threads).hasSize(1);

        runNext();
        assertThat(threads).hasSize(1);
        runNext();

        assertThat(ran).containsExactly("first", "second");
        assertThat(time.timers()).isZero();
    }

    @Test
    void cancelledMethodThatDoesNotReturn_isLeftBehindAndTheNextRuns() {
        var first = add("first");
        add("second");
        first.cancel(false);
        advanceMillis(1_999);
        assertThat(threads).hasSize(1);

        advanceMillis(1);

        assertThat(threads).hasSize(2);
        assertThat(done).containsExactly("first");
        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.getMessage()).contains("2000 ms after its answer was cancelled"));
    }

    @Test
    void cancelledMethodThatIsInterrupted_hasTheNextOneRunEarlier() throws InterruptedException {
        var interrupted = new ArrayList<String>();
        var sleeping = new java.util.concurrent.CountDownLatch(1);
        var first = queue.add(
                "first",
                () -> {
                    sleeping.countDown();
                    try {
                        new java.util.concurrent.CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.add("first");
                        throw e;
                    }
                },
                entered -> {},
                () -> done.add("first"));
        var thread = new Thread(threads.remove());
        thread.start();
        sleeping.await();
        first.cancel(false);
        advanceMillis(1_000);
        thread.join();
        advanceMillis(0);

        assertThat(interrupted).containsExactly("first");
        assertThat(problems).isEmpty();
        assertThat(done).containsExactly("first");
    }

    @Test
    void methodThatHangs_holdsNobodyUpForEver() {
        add("first");
        add("second");
        advanceMillis(30_000);

        assertThat(threads).hasSize(2);
        assertThat(problems).hasSize(1);
    }

    @Test
    void tooManyLeftBehind_laterOnesWaitUntilOneReturns() {
        for (int i = 0; i < HandlerQueue.MAX_LEFT_BEHIND; i++) {
            add("hung " + i);
        }
        add("next");
        advanceMillis(30_000L * HandlerQueue.MAX_LEFT_BEHIND);
        assertThat(threads).hasSize(HandlerQueue.MAX_LEFT_BEHIND);

        runNext(); // the first of them returns after all
        assertThat(threads).hasSize(HandlerQueue.MAX_LEFT_BEHIND);
    }

    @Test
    void queueThatIsFull_tellsWhichMethodDidNotRun() {
        add("running");
        for (int i = 0; i <= HandlerQueue.MAX_WAITING; i++) {
            add("waiting " + i);
        }

        assertThat(done).containsExactly("waiting 0");
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).startsWith("waiting 0 did not run"));
    }

    @Test
    void cancelledBeforeItRan_isToldOfAnUtteranceButNotOfAGuess() {
        add("running");
        add("utterance").cancel(false);
        add("guess").cancel(true);
        runNext();
        runNext();

        assertThat(ran).containsExactly("running", "utterance");
        assertThat(threads).isEmpty();
        assertThat(done).contains("guess");
    }
}
