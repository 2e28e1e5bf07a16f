package dev.baton.benchmarks.vad.training;

import java.time.Duration;
import java.util.function.Consumer;

/** Says after each of several like pieces of work how many are done, and about how long the rest will take. For any thread. */
final class Progress {
    private final String what;
    private final int total;
    private final long beganNanos = System.nanoTime();
    private final Consumer<String> out;
    private int done;

    /** @param out takes one line at a time */
    Progress(String what, int total, Consumer<String> out) {
        this.what = what;
        this.total = total;
        this.out = out;
    }

    synchronized void oneMore() {
        done++;
        long perPiece = (System.nanoTime() - beganNanos) / done;
        var left = Duration.ofNanos(perPiece * (total - done));
        out.accept(
                "%s: %d of %d, %d:%02d min left".formatted(what, done, total, left.toMinutes(), left.toSecondsPart()));
    }
}
