package dev.baton.tuning;

import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Asks many calls what happens with each of several settings. Uses all processors. */
public final class Sweep {
    private Sweep() {}

    /**
     * @param label for people
     * @param change what is other than it was
     */
    public record Candidate(String label, UnaryOperator<TurnConfig.Builder> change) {}

    /** A call that can be asked; safe for use by many threads. {@link RecordedCall#score} answers from a recording. */
    @FunctionalInterface
    public interface Subject {
        /** @throws dev.baton.BatonException if settings contradict each other then */
        TurnScore with(UnaryOperator<TurnConfig.Builder> change);
    }

    /** One point for each candidate, in their order. */
    public static List<SweepPoint> over(List<? extends Subject> calls, List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> new SweepPoint(
                        candidate.label(),
                        calls.parallelStream()
                                .map(call -> call.with(candidate.change()))
                                .reduce(TurnScore.NONE, TurnScore::plus)))
                .toList();
    }

    /** The cheapest one for callers; of equals the first. */
    public static SweepPoint choose(List<SweepPoint> points, Duration costOfTurnNotKept) {
        return points.stream()
                .min(Comparator.comparing(point -> point.cost(costOfTurnNotKept)))
                .orElseThrow(() -> new IllegalArgumentException("there must be at least one point"));
    }
}
