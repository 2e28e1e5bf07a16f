package dev.baton.testkit.schedule;

import java.util.ArrayList;
import java.util.List;

/** What one thread has seen. */
final class Tally {
    private static final int MOST = 1000;

    private final Coverage coverage = new Coverage();
    private final List<Long> failedSeeds = new ArrayList<>();
    private final long[] byEvents = new long[MOST + 1];
    private final long[] bySeconds = new long[MOST + 1];
    private long calls;

    Coverage coverage() {
        return coverage;
    }

    void call(int events, long nanos) {
        calls++;
        byEvents[Math.min(events, MOST)]++;
        bySeconds[(int) Math.min(nanos / 1_000_000_000L, MOST)]++;
    }

    void failed(long seed) {
        failedSeeds.add(seed);
    }

    List<Long> failedSeeds() {
        return failedSeeds;
    }

    long calls() {
        return calls;
    }

    int medianEvents() {
        return median(byEvents);
    }

    int medianSeconds() {
        return median(bySeconds);
    }

    private int median(long[] counts) {
        long below = 0;
        for (int value = 0; value <= MOST; value++) {
            below += counts[value];
            if (below * 2 >= calls) {
                return value;
            }
        }
        return MOST;
    }

    void add(Tally other) {
        coverage.add(other.coverage);
        failedSeeds.addAll(other.failedSeeds);
        calls += other.calls;
        for (int i = 0; i <= MOST; i++) {
            byEvents[i] += other.byEvents[i];
            bySeconds[i] += other.bySeconds[i];
        }
    }
}
