package dev.baton.examples.endpointing;

import dev.baton.examples.detection.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Turns held against the truth. A true turn is
 * <ul>
 *   <li><em>missed</em> if no committed one overlaps it,
 *   <li><em>merged</em> if one that overlaps it also overlaps another true turn,
 *   <li><em>split</em> if several do,
 *   <li><em>cut</em> if one does and was committed more than 100 ms before its end,
 *   <li>otherwise committed exactly <em>once</em>, which is what is wanted. Its delay is from its true end to the commit.
 * </ul>
 *
 * @param falseTurns committed turns that overlap no true one
 * @param quietMicros audio outside true turns, against which they are counted
 */
public record TurnScore(
        int turns,
        int once,
        int split,
        int merged,
        int missed,
        int cut,
        int falseTurns,
        long quietMicros,
        List<Long> delaysMicros) {
    public static final TurnScore NONE = new TurnScore(0, 0, 0, 0, 0, 0, 0, 0, List.of());

    private static final long CUT_MICROS = 100_000;

    public TurnScore {
        delaysMicros = List.copyOf(delaysMicros);
    }

    /** @param lengthMicros of the recording */
    public static TurnScore of(List<HeardTurn> heard, List<Interval> truth, long lengthMicros) {
        int[] counts = new int[5];
        var delays = new ArrayList<Long>();
        for (var turn : truth) {
            var overlapping = heard.stream().filter(each -> overlap(each, turn)).toList();
            if (overlapping.isEmpty()) {
                counts[3]++;
            } else if (overlapping.stream().anyMatch(each -> isMerged(each, truth))) {
                counts[2]++;
            } else if (overlapping.size() > 1) {
                counts[1]++;
            } else if (overlapping.get(0).committedAtMicros() < turn.toMicros() - CUT_MICROS) {
                counts[4]++;
            } else {
                counts[0]++;
                delays.add(overlapping.get(0).committedAtMicros() - turn.toMicros());
            }
        }
        long spoken = truth.stream().mapToLong(Interval::lengthMicros).sum();
        int noise = (int) heard.stream()
                .filter(each -> truth.stream().noneMatch(turn -> overlap(each, turn)))
                .count();
        return new TurnScore(
                truth.size(),
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                noise,
                Math.max(0, lengthMicros - spoken),
                delays);
    }

    private static boolean overlap(HeardTurn heard, Interval turn) {
        return heard.endMicros() > turn.fromMicros() && heard.startMicros() < turn.toMicros();
    }

    private static boolean isMerged(HeardTurn heard, List<Interval> truth) {
        return truth.stream().filter(turn -> overlap(heard, turn)).count() > 1;
    }

    public TurnScore plus(TurnScore other) {
        var delays = new ArrayList<>(delaysMicros);
        delays.addAll(other.delaysMicros);
        return new TurnScore(
                turns + other.turns,
                once + other.once,
                split + other.split,
                merged + other.merged,
                missed + other.missed,
                cut + other.cut,
                falseTurns + other.falseTurns,
                quietMicros + other.quietMicros,
                delays);
    }

    public OptionalDouble percent(int of) {
        return turns == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * of / turns);
    }

    public OptionalDouble falsePerMinute() {
        return quietMicros == 0 ? OptionalDouble.empty() : OptionalDouble.of(falseTurns * 60e6 / quietMicros);
    }

    /**
     * Of the turns that were committed once, linear between the two nearest.
     *
     * @param share 0.5 for the median
     */
    public OptionalDouble delayMicros(double share) {
        if (delaysMicros.isEmpty()) {
            return OptionalDouble.empty();
        }
        long[] sorted =
                delaysMicros.stream().mapToLong(Long::longValue).sorted().toArray();
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return OptionalDouble.of(sorted[below] + (at - below) * (sorted[above] - sorted[below]));
    }
}
