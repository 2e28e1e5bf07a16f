package dev.baton.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.internal.call.CallLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final CallLoop loop = time.next();
    private final List<String> seen = new ArrayList<>();

    private void note(String what) {
        seen.add(what + "@" + time.now().toMillis());
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void timers_runInTheOrderOfTheirTimeAndThenOfTheirMaking() {
        time.after(ms(30), () -> note("late"));
        time.after(ms(10), () -> note("first"));
        time.after(ms(10), () -> note("second"));
        loop.repeat(20_000_000, () -> note("tick"));

        time.advance(ms(40));

        assertThat(seen).containsExactly("first@10", "second@10", "tick@20", "late@30", "tick@40");
        assertThat(time.now()).isEqualTo(ms(40));
    }

    @Test
    void cancelledTimers_leaveNothingBehind() {
        var once = loop.schedule(10, () -> note("once"));
        var again = loop.repeat(10, () -> note("again"));
        once.cancel();
        again.cancel();

        assertThat(time.timers()).isZero();
        time.advance(ms(1));
        assertThat(seen).isEmpty();
    }

    @Test
    void timerCancelledByOneThatIsDueWithIt_doesNotRun() {
        var later = new CallLoop.Timer[1];
        time.after(ms(10), () -> later[0].cancel());
        later[0] = loop.schedule(10_000_000, () -> note("cancelled"));

        time.advance(ms(20));

        assertThat(seen).isEmpty();
        assertThat(time.timers()).isZero();
    }

    @Test
    void loopHeldUp_runsWhatWasDueOnceAndThenCatchesUp() {
        loop.repeat(20_000_000, () -> note("tick"));
        time.after(ms(50), () -> note("deadline"));

        time.standStill(ms(60));
        time.advance(ms(0));

        assertThat(seen).containsExactly("tick@60", "deadline@60", "tick@60", "tick@60");
    }

    @Test
    void taskThatFails_isThrownAtTheTestAndTheOthersStillRun() {
        time.after(ms(10), () -> {
            throw new IllegalStateException("broken");
        });
        time.after(ms(10), () -> note("other"));

        assertThatThrownBy(() -> time.advance(ms(20))).hasMessage("broken");
        time.advance(ms(20));

        assertThat(seen).containsExactly("other@10");
    }

    @Test
    void runUntil_stopsAtTheInstantOrAtTheLimit() {
        loop.repeat(20_000_000, () -> note("tick"));

        assertThat(time.runUntil(() -> seen.size() == 3, ms(1000))).isTrue();
        assertThat(time.now()).isEqualTo(ms(60));
        assertThat(time.runUntil(() -> false, ms(30))).isFalse();
        assertThat(time.now()).isEqualTo(ms(90));
    }

    @Test
    void workOutside_takesNoTimeAndIsToldInTheOrderInWhichItBegan() throws Exception {
        var secondIsDone = new CountDownLatch(1);
        var executor = time.executor();
        loop.repeat(20_000_000, () -> note("tick"));
        time.after(ms(30), () -> {
            executor.execute(() -> {
                await(secondIsDone);
                loop.execute(() -> note("first"));
            });
            executor.execute(() -> {
                loop.execute(() -> note("second"));
                secondIsDone.countDown();
            });
        });

        time.advance(ms(40));

        assertThat(seen).containsExactly("tick@20", "first@30", "second@30", "tick@40");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void workThatSleeps_letsTimePass() {
        loop.repeat(20_000_000, () -> note("tick"));
        time.after(
                ms(10),
                () -> time.executor().execute(() -> {
                    loop.execute(() -> note("thinking"));
                    try {
                        time.sleep(ms(25));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    loop.execute(() -> note("done"));
                }));

        time.advance(ms(50));

        assertThat(seen).containsExactly("thinking@10", "tick@20", "done@35", "tick@40");
    }

    @Test
    void sleepOnTheLoop_isRefused() {
        assertThatThrownBy(() -> time.sleep(ms(1))).hasMessageContaining("only a task of VirtualTime.executor()");
    }

    @Test
    void workThatNeverEnds_failsTheTestAndNamesTheThread() {
        var impatient = new VirtualTime(ms(50));
        var never = new CountDownLatch(1);
        impatient.executor().execute(() -> await(never));

        assertThatThrownBy(() -> impatient.advance(ms(1)))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        stalled -> assertThat(stalled.report())
                                .contains("virtual time stood still for 50 ms", "baton-outside-", "CountDownLatch"));
        never.countDown();
    }

    @Test
    void strangerThread_isHeardAtTheNextInstant() {
        CompletableFuture.runAsync(() -> loop.execute(() -> note("stranger"))).join();

        time.advance(ms(0));

        assertThat(seen).containsExactly("stranger@0");
    }

    @Test
    void drivingFromWithin_isRefused() {
        loop.execute(() -> time.advance(ms(1)));

        assertThatThrownBy(() -> time.advance(ms(1))).hasMessageContaining("is being driven already");
    }
}
