package dev.baton.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Committed turns held against what the caller meant. A true turn is
 *
 * <ul>
 *   <li><em>missed</em> if no committed one overlaps it,
 *   <li><em>merged</em> if one that overlaps it also overlaps another true turn,
 *   <li><em>split</em> if several do,
 *   <li><em>cut</em> if one does and was committed more than 100 ms before its end,
 *   <li>otherwise committed exactly <em>once</em>, which is what is wanted. Its delay is from its true end to the commit.
 * </ul>
 *
 * @param falseTurns committed turns that overlap no true one
 * @param modelled committed turns whose text came at a time that was not recorded
 * @param quietNanos of the call, outside true turns, against which false ones are counted
 * @param delaysNanos of those that were committed once
 */
public record TurnScore(
        int turns,
        int once,
        int split,
        int merged,
        int missed,
        int cut,
        int falseTurns,
        int modelled,
        long quietNanos,
        List<Long> delaysNanos) {
    /** Of nothing. */
    public static final TurnScore NONE = new TurnScore(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

    /** Labels are not better than that. */
    private static final long CUT_NANOS = 100_000_000;

    public TurnScore {
        delaysNanos = List.copyOf(delaysNanos);
    }

    /** @param lengthNanos of the call */
    public static TurnScore of(CallOutcome outcome, List<TrueTurn> truth, long lengthNanos) {
        // Keys and typed lines have a place, and no length.
        var spoken = outcome.turns().stream()
                .filter(turn -> turn.endNanos() > turn.startNanos())
                .toList();
        int[] counts = new int[5];
        var delays = new ArrayList<Long>();
        for (var turn : truth) {
            var heard = spoken.stream().filter(turn::overlaps).toList();
            if (heard.isEmpty()) {
                counts[3]++;
            } else if (heard.stream().anyMatch(each -> isMerged(each, truth))) {
                counts[2]++;
            } else if (heard.size() > 1) {
                counts[1]++;
            } else if (heard.get(0).committedNanos() < turn.endNanos() - CUT_NANOS) {
                counts[4]++;
            } else {
                counts[0]++;
                delays.add(heard.get(0).committedNanos() - turn.endNanos());
            }
        }
        long inTurns = truth.stream()
                .mapToLong(turn -> turn.endNanos() - turn.startNanos())
                .sum();
        return new TurnScore(
                truth.size(),
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                count(spoken, each -> truth.stream().noneMatch(turn -> turn.overlaps(each))),
                count(spoken, TurnOutcome::modelled),
                Math.max(0, lengthNanos - inTurns),
                delays);
    }

    private static int count(List<TurnOutcome> turns, Predicate<TurnOutcome> which) {
        return (int) turns.stream().filter(which).count();
    }

    private static boolean isMerged(TurnOutcome heard, List<TrueTurn> truth) {
        return truth.stream().filter(turn -> turn.overlaps(heard)).count() > 1;
    }

    /** Both together. */
    public TurnScore plus(TurnScore other) {
        var delays = new ArrayList<>(delaysNanos);
        delays.addAll(other.delaysNanos);
        return new TurnScore(
                turns + other.turns,
                once + other.once,
                split + other.split,
                merged + other.merged,
                missed + other.missed,
                cut + other.cut,
                falseTurns + other.falseTurns,
                modelled + other.modelled,
                quietNanos + other.quietNanos,
                delays);
    }

    /** Of all true turns; empty where there is none. */
    public OptionalDouble percent(int of) {
        return turns == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * of / turns);
    }

    public OptionalDouble falsePerMinute() {
        return quietNanos == 0 ? OptionalDouble.empty() : OptionalDouble.of(falseTurns * 60e9 / quietNanos);
    }

    /**
     * Of the turns that were committed once, linear between the two nearest; empty where there is none.
     *
     * @param share 0.5 for the median
     */
    public OptionalDouble delayNanos(double share) {
        if (delaysNanos.isEmpty()) {
            return OptionalDouble.empty();
        }
        long[] sorted = delaysNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return OptionalDouble.of(sorted[below] + (at - below) * (sorted[above] - sorted[below]));
    }
}
