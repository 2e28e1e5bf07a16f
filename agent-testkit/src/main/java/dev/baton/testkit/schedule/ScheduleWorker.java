package dev.baton.testkit.schedule;

import dev.baton.internal.call.TurnRules;
import dev.baton.testkit.schedule.promise.CallTrace;
import dev.baton.testkit.schedule.promise.Promises;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Runs every nth seed, one call after the other, and counts. */
final class ScheduleWorker implements Callable<Tally> {
    /** One call in so many is run twice, to see that it is the same again. */
    private static final int RERUN_EVERY = 1000;

    private final ScheduleGenerator generator;
    private final UnaryOperator<TurnRules> between;
    private final AtomicBoolean stop;
    private final Runnable afterEach;
    private final long fromSeed;
    private final long toSeed;
    private final int step;
    private final Tally tally = new Tally();

    /** @param stop set by any worker that has seen enough */
    ScheduleWorker(
            ScheduleGenerator generator,
            UnaryOperator<TurnRules> between,
            AtomicBoolean stop,
            Runnable afterEach,
            long fromSeed,
            long toSeed,
            int step) {
        this.generator = generator;
        this.between = between;
        this.stop = stop;
        this.afterEach = afterEach;
        this.fromSeed = fromSeed;
        this.toSeed = toSeed;
        this.step = step;
    }

    @Override
    public Tally call() {
        for (long seed = fromSeed; seed < toSeed && !stop.get(); seed += step) {
            try {
                run(seed);
            } catch (RuntimeException | AssertionError e) {
                stop.set(true);
                throw new IllegalStateException("the call of seed " + seed + " could not be held", e);
            }
            afterEach.run();
        }
        return tally;
    }

    private void run(long seed) {
        var schedule = generator.generate(seed);
        var covering = new CoveringRules[1];
        CallTrace trace = ScheduledCall.run(schedule, machine -> {
            covering[0] = new CoveringRules(between.apply(machine), tally.coverage());
            return covering[0];
        });
        tally.call(covering[0].outsideEvents(), trace.endNanos());
        boolean broken = !Promises.broken(trace).isEmpty();
        if (!broken && seed % RERUN_EVERY == 0) {
            broken = !trace.print().equals(ScheduledCall.run(schedule, between).print());
        }
        if (broken) {
            tally.failed(seed);
            stop.set(stop.get() || tally.failedSeeds().size() >= RandomSchedules.MOST_FAILURES);
        }
    }
}
