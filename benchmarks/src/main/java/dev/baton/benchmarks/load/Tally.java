package dev.baton.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What the process under test counts of itself while it is being measured. Safe for use by many threads. */
final class Tally {
    /** Latencies, in nanoseconds; less than none counts as none. */
    enum Figure {
        FRAME_LAG,
        FINALIZE_ADDED,
        FINAL_TO_HANDLER,
        SPEECH_END_TO_HANDLER,
        BARGE_IN
    }

    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

    private final List<Histogram> figures = Stream.of(Figure.values())
            .<Histogram>map(figure -> new ConcurrentHistogram(LONGEST_NANOS, 3))
            .toList();
    private final LongAdder turnsDue = new LongAdder();
    private final LongAdder turnsGot = new LongAdder();
    private final LongAdder problems = new LongAdder();
    private volatile boolean measuring;

    void record(Figure figure, long nanos) {
        if (measuring) {
            figures.get(figure.ordinal()).recordValue(Math.min(Math.max(0, nanos), LONGEST_NANOS));
        }
    }

    void turnDue() {
        if (measuring) {
            turnsDue.increment();
        }
    }

    void turnGot() {
        if (measuring) {
            turnsGot.increment();
        }
    }

    void problem() {
        problems.increment();
    }

    /** Waits, measures, and prints one line for {@link LoadTest}: names and values. */
    void measure(LoadPlan plan) throws InterruptedException {
        Thread.sleep(plan.warmUp().toMillis());
        measuring = true;
        var before = ProcessCost.now();
        long began = System.nanoTime();
        Thread.sleep(plan.length().toMillis());
        double seconds = (System.nanoTime() - began) / 1e9;
        var cost = ProcessCost.now().since(before);
        measuring = false;
        var line = new StringBuilder("measured")
                .append(pair("cpu", cost.cpuMillis() / seconds / plan.calls()))
                .append(pair("compiler", cost.compilerMillis() / seconds / plan.calls()))
                .append(pair("core", cost.cpuMillis() / seconds / 10))
                .append(pair("rss", ProcessCost.residentMegabytes()))
                .append(pair("due", turnsDue.sum()))
                .append(pair("got", turnsGot.sum()))
                .append(pair("problems", problems.sum()));
        for (var figure : Figure.values()) {
            var histogram = figures.get(figure.ordinal());
            line.append(pair(figure + ".p50", histogram.getValueAtPercentile(50) / 1e6))
                    .append(pair(figure + ".p95", histogram.getValueAtPercentile(95) / 1e6));
        }
        System.out.println(line);
    }

    private static String pair(String name, double value) {
        return String.format(Locale.ROOT, " %s=%.3f", name, value);
    }
}
