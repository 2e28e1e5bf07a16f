package dev.baton.testkit.schedule;

import dev.baton.internal.call.TurnRules;
import dev.baton.testkit.schedule.promise.Promises;
import dev.baton.testkit.schedule.promise.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Runs many random calls through the real driver on virtual time and holds each against what is promised. The same seeds give the same outcome, whatever the number of threads.
 */
public final class RandomSchedules {
    static final int MOST_FAILURES = 5;

    private static final int PROGRESS_EVERY = 1000;

    private final ScheduleGenerator generator;
    private final UnaryOperator<TurnRules> between;

    private RandomSchedules(Set<Feature> features, UnaryOperator<TurnRules> between) {
        generator = new ScheduleGenerator(features);
        this.between = between;
    }

    /** With everything that can happen. */
    public static RandomSchedules create() {
        return new RandomSchedules(supported(), machine -> machine);
    }

    /** @param between put between the call and the turn machine: a bug, say */
    static RandomSchedules with(UnaryOperator<TurnRules> between) {
        return new RandomSchedules(supported(), between);
    }

    /** What is left out breaks promises, as far as is known. */
    static Set<Feature> supported() {
        return EnumSet.allOf(Feature.class);
    }

    /** A call that broke a promise, made as short as possible. */
    public record Failure(long seed, String promise, String sentence, String seen, String schedule, String trace) {}

    /**
     * Runs the schedules of consecutive seeds; stops early after a few failures.
     *
     * @param threads that share the work
     * @param progress told how many calls have been run, now and then, by any of the threads
     */
    public RunReport run(long firstSeed, long count, int threads, LongConsumer progress) {
        var stop = new AtomicBoolean();
        var done = new AtomicLong();
        var workers = new ArrayList<ScheduleWorker>();
        for (int i = 0; i < threads; i++) {
            int index = i;
            workers.add(new ScheduleWorker(
                    generator,
                    between,
                    stop,
                    () -> {
                        long finished = done.incrementAndGet();
                        if (finished % PROGRESS_EVERY == 0) {
                            progress.accept(finished);
                        }
                    },
                    firstSeed + index,
                    firstSeed + count,
                    threads));
        }
        var total = new Tally();
        tallies(workers).forEach(total::add);
        var failures = new ArrayList<Failure>();
        total.failedSeeds().stream().sorted().limit(MOST_FAILURES).forEach(seed -> failures.add(shrunk(seed)));
        return new RunReport(firstSeed, total, failures);
    }

    private static List<Tally> tallies(List<ScheduleWorker> workers) {
        var pool = Executors.newFixedThreadPool(workers.size());
        try {
            var tallies = new ArrayList<Tally>();
            for (var each : pool.invokeAll(workers)) {
                tallies.add(each.get());
            }
            return tallies;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Runs the schedule of one seed and tells what it broke. */
    List<Violation> check(Schedule schedule) {
        return Promises.broken(ScheduledCall.run(schedule, between));
    }

    Schedule schedule(long seed) {
        return generator.generate(seed);
    }

    /** The shortest schedule that breaks what this one breaks first. */
    Schedule shrink(Schedule schedule) {
        var broken = check(schedule);
        if (broken.isEmpty()) {
            return schedule;
        }
        String name = broken.get(0).promise().name();
        return new Shrinker(shorter -> check(shorter).stream()
                        .anyMatch(violation -> violation.promise().name().equals(name)))
                .shrink(schedule);
    }

    private Failure shrunk(long seed) {
        var schedule = generator.generate(seed);
        var broken = check(schedule);
        if (broken.isEmpty()) {
            return new Failure(
                    seed,
                    "same-again",
                    "The same schedule gives the same call.",
                    "two runs of seed " + seed + " differ",
                    "",
                    "");
        }
        String name = broken.get(0).promise().name();
        var shortest = shrink(schedule);
        var trace = ScheduledCall.run(shortest, between);
        var violation = Promises.broken(trace).stream()
                .filter(each -> each.promise().name().equals(name))
                .min(Comparator.comparing(Violation::seen))
                .orElse(broken.get(0));
        return new Failure(
                seed,
                name,
                violation.promise().sentence(),
                violation.seen(),
                ScheduleFile.text(new ScheduleFile.Broken(name, violation.seen(), shortest)),
                trace.print());
    }

    /** Plays a regression file and tells what it breaks now; nothing is as it should be. */
    public static List<String> replay(Path file) {
        return Promises.broken(ScheduledCall.run(ScheduleFile.read(file).schedule())).stream()
                .map(Violation::toString)
                .toList();
    }

    /** All that goes into the call of a regression file, and all that comes out of it. */
    public static String trace(Path file) {
        return ScheduledCall.run(ScheduleFile.read(file).schedule()).print();
    }
}
