package dev.baton.examples.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A detection held against the truth, in cells of 10 ms: a cell is judged by the probability of the window over its middle, and cells within 50 ms of a boundary of the truth are left
 * out, because people who label disagree by as much.
 *
 * @param hits cells of speech that were found
 * @param misses cells of speech that were not
 * @param falseAlarms cells without speech that were taken for it
 * @param onsetDelaysMicros from the beginning of each turn to the decision that speech began; of turns that were missed, and at whose beginning the gate stood open, there is none
 */
public record DetectionScore(long hits, long misses, long falseAlarms, List<Long> onsetDelaysMicros) {
    public static final DetectionScore NONE = new DetectionScore(0, 0, 0, List.of());

    private static final int CELL_MICROS = 10_000;
    private static final int COLLAR_MICROS = 50_000;
    /** A start so long before a turn still belongs to it: to its first breath. */
    private static final int EARLY_MICROS = 100_000;
    /** And one so long after it, to a short turn that was decided on late. */
    private static final int LATE_MICROS = 300_000;

    private enum Cell {
        SILENCE,
        SPEECH,
        LEFT_OUT
    }

    public DetectionScore {
        onsetDelaysMicros = List.copyOf(onsetDelaysMicros);
    }

    /** @param threshold probability from which a window counts as speech */
    public static DetectionScore of(Detection detection, SpeechTruth truth, float threshold) {
        Cell[] cells = cells(truth, (int) (detection.lengthMicros() / CELL_MICROS));
        long hits = 0;
        long misses = 0;
        long falseAlarms = 0;
        int window = 0;
        for (int i = 0; i < cells.length; i++) {
            while (window < detection.windows() - 1 && detection.windowEndMicros(window) < middle(i)) {
                window++;
            }
            boolean found = detection.probability(window) >= threshold;
            switch (cells[i]) {
                case SPEECH -> {
                    hits += found ? 1 : 0;
                    misses += found ? 0 : 1;
                }
                case SILENCE -> falseAlarms += found ? 1 : 0;
                case LEFT_OUT -> {
                    // Counts neither way.
                }
            }
        }
        return new DetectionScore(hits, misses, falseAlarms, onsetDelays(detection, truth.turns()));
    }

    private static Cell[] cells(SpeechTruth truth, int count) {
        var cells = new Cell[count];
        Arrays.fill(cells, Cell.SILENCE);
        for (var speech : truth.speech()) {
            mark(cells, speech.fromMicros(), speech.toMicros(), Cell.SPEECH);
        }
        for (var speech : truth.speech()) {
            for (long edge : new long[] {speech.fromMicros(), speech.toMicros()}) {
                mark(cells, edge - COLLAR_MICROS + 1, edge + COLLAR_MICROS, Cell.LEFT_OUT);
            }
        }
        return cells;
    }

    /** Marks the cells whose middle lies at {@code from} or after it, and before {@code to}. */
    private static void mark(Cell[] cells, long from, long to, Cell as) {
        long first = Math.max(0, Math.floorDiv(from + CELL_MICROS / 2 - 1, CELL_MICROS));
        for (long i = first; i < cells.length && middle(i) < to; i++) {
            cells[(int) i] = as;
        }
    }

    private static long middle(long cell) {
        return cell * CELL_MICROS + CELL_MICROS / 2;
    }

    private static List<Long> onsetDelays(Detection detection, List<Interval> turns) {
        var delays = new ArrayList<Long>();
        var open = detection.openIntervals();
        for (int i = 0; i < turns.size(); i++) {
            var turn = turns.get(i);
            long earliest = turn.fromMicros() - EARLY_MICROS;
            long next = i + 1 < turns.size() ? turns.get(i + 1).fromMicros() : Long.MAX_VALUE;
            long latest = Math.min(turn.toMicros() + LATE_MICROS, next);
            if (open.stream().anyMatch(each -> each.fromMicros() < earliest && each.toMicros() > turn.fromMicros())) {
                continue;
            }
            open.stream()
                    .mapToLong(Interval::fromMicros)
                    .filter(start -> start >= earliest && start <= latest)
                    .findFirst()
                    .ifPresent(start -> delays.add(Math.max(0, start - turn.fromMicros())));
        }
        return delays;
    }

    /** Of several recordings together. */
    public DetectionScore plus(DetectionScore other) {
        var delays = new ArrayList<>(onsetDelaysMicros);
        delays.addAll(other.onsetDelaysMicros);
        return new DetectionScore(hits + other.hits, misses + other.misses, falseAlarms + other.falseAlarms, delays);
    }

    /** The harmonic mean of how much of the speech was found and how much of what was found is speech, 0 to 1; none where nobody speaks. */
    public OptionalDouble f1() {
        return hits + misses == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(2.0 * hits / (2 * hits + misses + falseAlarms));
    }

    /** None where no turn's beginning was found. */
    public OptionalDouble onsetMedianMicros() {
        if (onsetDelaysMicros.isEmpty()) {
            return OptionalDouble.empty();
        }
        long[] sorted =
                onsetDelaysMicros.stream().mapToLong(Long::longValue).sorted().toArray();
        int half = sorted.length / 2;
        return OptionalDouble.of(
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + (double) sorted[half]) / 2);
    }
}
