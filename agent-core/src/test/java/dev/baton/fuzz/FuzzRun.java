package dev.baton.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Feeds many inputs, one for each seed, to targets in turn, and stops at the first that gets through.
 *
 * <pre>{@code
 * mvn -pl agent-core test -Dtest=MessageFuzzTest -Dbaton.fuzz=1000000     # so many inputs
 * mvn -pl agent-core test -Dtest=MessageFuzzTest -Dbaton.fuzz=1 -Dbaton.fuzz.seed=4711     # that one again
 * }</pre>
 */
public final class FuzzRun {
    private static final int SHOWN_CHARACTERS = 2_000;

    /** Of the feeding thread's own processor time, which a busy machine does not lengthen. */
    private static final long MOST_NANOS = 500_000_000;

    private final List<? extends FuzzTarget> targets;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private String input = "";
    private long slowestNanos;

    public FuzzRun(List<? extends FuzzTarget> targets) {
        this.targets = List.copyOf(targets);
    }

    /** {@code baton.fuzz}, or so many. */
    public static int inputs(int usual) {
        return Integer.getInteger("baton.fuzz", usual);
    }

    /** {@code baton.fuzz.seed}, or 1. */
    public static long firstSeed() {
        return Long.getLong("baton.fuzz.seed", 1);
    }

    /**
     * @return a line about the run
     * @throws AssertionError with seed and input, at the first failure
     */
    public String feed(long firstSeed, int inputs) {
        long started = System.nanoTime();
        for (long seed = firstSeed; seed < firstSeed + inputs; seed++) {
            feed(seed);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return "fuzz: %,d inputs, seeds %d to %d, none got through; %.1f s, slowest %.1f ms"
                .formatted(inputs, firstSeed, firstSeed + inputs - 1, seconds, slowestNanos / 1e6);
    }

    private void feed(long seed) {
        var target = targets.get((int) Math.floorMod(seed, (long) targets.size()));
        try {
            // Mixed, so that neighbouring seeds have nothing in common.
            var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
            long before = threads.getCurrentThreadCpuTime();
            target.feed(random, it -> input = it);
            long took = threads.getCurrentThreadCpuTime() - before;
            slowestNanos = Math.max(slowestNanos, took);
            if (took > MOST_NANOS) {
                throw new AssertionError("it took " + took / 1_000_000 + " ms");
            }
        } catch (Throwable e) { // a StackOverflowError above all
            throw new AssertionError(
                    "seed " + seed + " (again: -Dbaton.fuzz=1 -Dbaton.fuzz.seed=" + seed + ") got through: " + e
                            + "\ninput, " + input.length() + " characters: " + shown(input),
                    e);
        }
    }

    /** In ASCII, so that a terminal shows what was there. */
    private static String shown(String input) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(input.length(), SHOWN_CHARACTERS); i++) {
            char each = input.charAt(i);
            text.append(each >= ' ' && each < 127 ? String.valueOf(each) : "<%04x>".formatted((int) each));
        }
        return text.toString();
    }
}
