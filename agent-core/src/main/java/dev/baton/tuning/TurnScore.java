package dev.baton.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * How well turns were kept: shares of true turns, one of which each is.
 *
 * @param turns true turns
 * @param once committed once, whole, and with no other turn in it
 * @param split committed in pieces
 * @param cut committed once, and well before its end
 * @param merged committed together with another one
 * @param missed never committed
 * @param untrue commits in which nobody had a turn
 * @param delaysNanos of those that were committed once: from the true end to the commit, sorted
 * @param modelled commits whose text came at a time that was not recorded
 */
public record TurnScore(
        int turns,
        int once,
        int split,
        int cut,
        int merged,
        int missed,
        int untrue,
        List<Long> delaysNanos,
        int modelled) {
    /** Commits so long before the end of a turn have lost some of it; labels are not better than that. */
    private static final long CUT_NANOS = 100_000_000;

    /** Of nothing. */
    public static final TurnScore NONE = new TurnScore(0, 0, 0, 0, 0, 0, 0, List.of(), 0);

    public TurnScore {
        delaysNanos = delaysNanos.stream().sorted().toList();
    }

    /** Scores what came of a call against what its caller meant. */
    public static TurnScore of(CallOutcome outcome, List<TrueTurn> truth) {
        int once = 0;
        int split = 0;
        int cut = 0;
        int merged = 0;
        int missed = 0;
        var delays = new ArrayList<Long>();
        var spoken = outcome.turns().stream()
                .filter(turn -> turn.endNanos() > turn.startNanos())
                .toList();
        for (var turn : truth) {
            var heard = spoken.stream().filter(turn::overlaps).toList();
            if (heard.isEmpty()) {
                missed++;
            } else if (heard.stream()
                    .anyMatch(each ->
                            truth.stream().filter(other -> other.overlaps(each)).count() > 1)) {
                merged++;
            } else if (heard.size() > 1) {
                split++;
            } else if (heard.get(0).committedNanos() < turn.endNanos() - CUT_NANOS) {
                cut++;
            } else {
                once++;
                delays.add(heard.get(0).committedNanos() - turn.endNanos());
            }
        }
        int untrue = (int) spoken.stream()
                .filter(each -> truth.stream().noneMatch(turn -> turn.overlaps(each)))
                .count();
        int modelled = (int) spoken.stream().filter(TurnOutcome::modelled).count();
        return new TurnScore(truth.size(), once, split, cut, merged, missed, untrue, delays, modelled);
    }

    /** Both together. */
    public TurnScore plus(TurnScore other) {
        var delays = new ArrayList<>(delaysNanos);
        delays.addAll(other.delaysNanos);
        return new TurnScore(
                turns + other.turns,
                once + other.once,
                split + other.split,
                cut + other.cut,
                merged + other.merged,
                missed + other.missed,
                untrue + other.untrue,
                delays,
                modelled + other.modelled);
    }

    /** Share of the turns, 0 to 1. */
    public double onceShare() {
        return turns == 0 ? 0 : (double) once / turns;
    }

    /** @param share 0.5 for the median; 0 where nothing was committed once */
    public long delayNanos(double share) {
        return delaysNanos.isEmpty()
                ? 0
                : delaysNanos.get((int) Math.min(delaysNanos.size() - 1, Math.round(share * (delaysNanos.size() - 1))));
    }
}
