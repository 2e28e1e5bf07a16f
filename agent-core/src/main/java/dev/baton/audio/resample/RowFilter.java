package dev.baton.audio.resample;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one rational conversion, {@code out = in * up / down}, cut up for {@link RowKernels}; immutable and shared.
 *
 * <p>In thought, the input is spread to rate {@code in * up} with zeros between, filtered, and every {@code down}-th sample is kept. Output sample {@code m} meets only the coefficients at
 * {@code m * down mod up + k * up}; those are a <em>phase</em> (P. P. Vaidyanathan, <em>Multirate Systems and Filter Banks</em>, chapter 4). Inputs come in {@code down} <em>lines</em>: line {@code j}
 * has every {@code down}-th sample from the {@code j}-th on. A <em>group</em> is {@code down} inputs and the {@code up} outputs that they give:
 *
 * <pre>
 *   output[up * g + phase]  =  sum over lines j and shifts s of  taps[phase][j][s] * input[down * (g - (shifts - 1) + s) + j]
 * </pre>
 *
 * so that each pair of phase and line is a plain convolution over groups.
 *
 * <p>The filter is symmetric and its middle lies a whole number of output samples from its beginning: its delay is exactly {@link #delaySamples()}. Each phase is scaled to sum 1, so that a constant
 * comes out as the same constant, without ripple from phase to phase.
 */
final class RowFilter {
    private final int up;
    private final int down;
    private final int delaySamples;
    private final int shifts;
    private final int[] reaches;
    private final List<Product> products;
    private final List<Repeat> repeats;

    /**
     * The convolution of one line for one phase, or for two that share its samples.
     *
     * @param line whose samples it takes; products come in the order of lines
     * @param second the other phase; the first one again where there is none
     * @param firstShift what comes before has no tap
     * @param row where the samples of the first tap are to be laid out
     * @param continues whether its sums go on where those of the line before ended; otherwise they were put aside
     * @param goesOn whether the next line continues them
     * @param taps of the first phase, oldest sample first; a multiple of {@link RowKernels#TAPS_MULTIPLE}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Product(
            int line,
            int phase,
            int second,
            int firstShift,
            int row,
            boolean continues,
            boolean goesOn,
            float[] taps,
            float @Nullable [] secondTaps) {
        /** Where the line's first sample is to be laid out. */
        int base() {
            return row - firstShift;
        }

        /** Shifts up to the last tap. */
        int reach() {
            return firstShift + taps.length;
        }
    }

    /** Outputs of a phase that are inputs as they were: {@code input} counts from the first one that the group needs. */
    record Repeat(int phase, int input) {}

    /** @param halfRate half the rate that carries what shall pass: the lower one's Nyquist frequency, as a part of the input rate */
    RowFilter(int up, int down, double halfRate, LowPass lowPass) {
        this.up = up;
        this.down = down;
        double[] half = lowPass.design(up / (2 * halfRate), up);
        delaySamples = delaySamples(up, down, halfRate, lowPass);
        int middle = delaySamples * down;
        int needed = (2 * middle + up * down - 1) / (up * down) + 1;
        shifts = needed;
        var phases = new ArrayList<Integer>();
        var repeated = new ArrayList<Repeat>();
        var convolved = new ArrayList<Product>();
        var rows = new double[up][];
        for (int phase = 0; phase < up; phase++) {
            rows[phase] = row(half, middle, phase);
            int only = onlyTap(rows[phase]);
            if (only >= 0) {
                repeated.add(new Repeat(phase, only));
            } else {
                phases.add(phase);
            }
        }
        // Sums stay where they are from line to line if no other phases need the place meanwhile, and there is room.
        boolean inOneGo =
                phases.size() <= 2 && (down + 1) * roundedUp(shifts) + RowKernels.MAX_ROWS <= RowKernels.ALL_ROWS;
        int row = 0;
        for (int line = 0; line < down; line++) {
            for (int i = 0; i < phases.size(); i += 2) {
                int second = i + 1 < phases.size() ? phases.get(i + 1) : phases.get(i);
                var product = product(line, phases.get(i), second, rows, inOneGo, row);
                row = product.row() + product.taps().length;
                convolved.add(product);
            }
        }
        products = List.copyOf(convolved);
        reaches = new int[down];
        for (Product product : products) {
            reaches[product.line()] = Math.max(reaches[product.line()], product.reach());
        }
        repeats = List.copyOf(repeated);
    }

    /** What a filter made of the same will have. */
    static int delaySamples(int up, int down, double halfRate, LowPass lowPass) {
        return (lowPass.halfTaps(up / (2 * halfRate)) + down - 1) / down;
    }

    /** A phase's taps over all inputs of the window. */
    private double[] row(double[] half, int middle, int phase) {
        var row = new double[down * shifts];
        double sum = 0;
        for (int input = 0; input < row.length; input++) {
            int late = phase * down + up * (down * (shifts - 1) - input);
            int fromMiddle = Math.abs(late - middle);
            row[input] = late >= 0 && fromMiddle < half.length ? half[fromMiddle] : 0;
            sum += row[input];
        }
        for (int input = 0; input < row.length; input++) {
            row[input] /= sum;
        }
        return row;
    }

    private static int onlyTap(double[] row) {
        int found = -1;
        for (int input = 0; input < row.length; input++) {
            if (row[input] != 0) {
                if (found >= 0) {
                    return -1;
                }
                found = input;
            }
        }
        return found;
    }

    private Product product(int line, int phase, int second, double[][] rows, boolean inOneGo, int row) {
        int from = shifts - 1;
        int to = 0;
        for (int shift = 0; shift < shifts; shift++) {
            int input = shift * down + line;
            if (rows[phase][input] != 0 || rows[second][input] != 0) {
                from = Math.min(from, shift);
                to = shift + 1;
            }
        }
        int length = roundedUp(Math.max(to - from, 1));
        from = Math.max(0, Math.min(from, shifts - length));
        return new Product(
                line,
                phase,
                second,
                from,
                inOneGo && line > 0 ? row : from,
                inOneGo && line > 0,
                inOneGo && line < down - 1,
                taps(rows[phase], line, from, length),
                second == phase ? null : taps(rows[second], line, from, length));
    }

    private static int roundedUp(int taps) {
        return (taps + RowKernels.TAPS_MULTIPLE - 1) / RowKernels.TAPS_MULTIPLE * RowKernels.TAPS_MULTIPLE;
    }

    private float[] taps(double[] row, int line, int firstShift, int length) {
        var taps = new float[length];
        for (int i = 0; i < length; i++) {
            int input = (firstShift + i) * down + line;
            taps[i] =
                    input < row.length ? (float) row[input] : 0; // rounded up: newer samples than there may be, times 0
        }
        return taps;
    }

    int up() {
        return up;
    }

    int down() {
        return down;
    }

    int delaySamples() {
        return delaySamples;
    }

    /** Groups that an output's inputs belong to. */
    int shifts() {
        return shifts;
    }

    /** Shifts of a line that its products meet. */
    int reach(int line) {
        return reaches[line];
    }

    List<Product> products() {
        return products;
    }

    List<Repeat> repeats() {
        return repeats;
    }

    int bytes() {
        return up * down * shifts * Float.BYTES;
    }
}
