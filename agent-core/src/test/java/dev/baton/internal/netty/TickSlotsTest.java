package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the frozen clock of Netty's embedded event loop. */
class TickSlotsTest {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(20);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final TickSlots slots = new TickSlots(channel.eventLoop());
    private final List<String> ticks = new ArrayList<>();
    private long nowNanos = 7_300_000;

    TickSlotsTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void taskOfItsOwn_ticksEveryPeriodAndLessThanAMillisecondLate() {
        slots.add(nowNanos, PERIOD, () -> ticks.add("a"));

        advanceMicros(20_699);
        assertThat(ticks).isEmpty();
        advanceMicros(1);
        assertThat(ticks).hasSize(1);
        advanceMicros(19_999);
        assertThat(ticks).hasSize(1);
        advanceMicros(1);
        assertThat(ticks).hasSize(2);
    }

    @Test
    void tasksOfTheSameMillisecond_tickTogetherAndOthersApart() {
        slots.add(nowNanos, PERIOD, () -> ticks.add("a"));
        advanceMicros(400);
        slots.add(nowNanos, PERIOD, () -> ticks.add("b"));
        advanceMicros(1_000);
        slots.add(nowNanos, PERIOD, () -> ticks.add("c"));

        advanceMicros(19_300);
        assertThat(ticks).containsExactly("a", "b");
        advanceMicros(1_000);
        assertThat(ticks).containsExactly("a", "b", "c");
    }

    @Test
    void taskThatEndsOthersAndItselfInItsTick_leavesTheRestTicking() {
        var ends = new ArrayList<Runnable>();
        for (var name : List.of("a", "b", "c", "d")) {
            ends.add(slots.add(nowNanos, PERIOD, () -> {
                ticks.add(name);
                if (name.equals("b")) {
                    ends.get(0).run();
                    ends.get(1).run();
                    ends.get(2).run();
                }
            }));
        }

        advanceMicros(20_700);
        assertThat(ticks).containsExactly("a", "b", "d");
        advanceMicros(20_000);
        assertThat(ticks).containsExactly("a", "b", "d", "d");
    }

    @Test
    void slotThatHadRunEmpty_ticksAgainForTheNextCall() {
        slots.add(nowNanos, PERIOD, () -> ticks.add("a")).run();
        advanceMicros(40_000);
        assertThat(ticks).isEmpty();

        slots.add(nowNanos, PERIOD, () -> ticks.add("b"));
        advanceMicros(20_700);
        assertThat(ticks).containsExactly("b");
    }

    @Test
    void taskThatThrows_ticksNoMoreAndTheOthersDo() {
        slots.add(nowNanos, PERIOD, () -> {
            ticks.add("a");
            throw new IllegalStateException("on purpose");
        });
        slots.add(nowNanos, PERIOD, () -> {
            ticks.add("e");
            throw new AssertionError("on purpose");
        });
        slots.add(nowNanos, PERIOD, () -> ticks.add("b"));

        advanceMicros(40_700);
        assertThat(ticks).containsExactly("a", "e", "b", "b");
    }

    /** The clock given and the loop's go together. */
    private void advanceMicros(long micros) {
        nowNanos += TimeUnit.MICROSECONDS.toNanos(micros);
        channel.advanceTimeBy(micros, TimeUnit.MICROSECONDS);
        channel.runScheduledPendingTasks();
    }
}
