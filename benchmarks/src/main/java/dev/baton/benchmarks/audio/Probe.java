package dev.baton.benchmarks.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Tones that show what a converter keeps, mirrors and folds, and the measuring of what came out. Frequencies are parts of the lower rate's Nyquist frequency. It knows nothing of the converter: a file in,
 * a file out, in step with each other.
 */
final class Probe {
    private static final double[] PASSED = {
        0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.96, 0.98
    };
    private static final double[] STOPPED = {
        1.005, 1.01, 1.02, 1.05, 1.075, 1.1, 1.125, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5, 1.6, 1.8, 1.9, 2.03, 2.2, 2.5, 2.8,
        3.03, 3.4, 3.9, 4.3, 4.9, 5.4, 5.9
    };
    private static final double SECONDS = 0.5;
    private static final double GUARD_SECONDS = 0.12;
    private static final double AMPLITUDE = 29_203; // -1 dBFS

    /** Off any grid, so that rounding does not repeat with the tone. */
    private static final double OFF_GRID_HZ = 1.73;

    private final int inHz;
    private final int outHz;
    private final double nyquistHz;
    private final List<Double> parts = new ArrayList<>();

    Probe(int inHz, int outHz) {
        this.inHz = inHz;
        this.outHz = outHz;
        nyquistHz = Math.min(inHz, outHz) / 2.0;
        for (double part : PASSED) {
            parts.add(part);
        }
        for (double part : STOPPED) {
            if (part * nyquistHz < 0.985 * inHz / 2) {
                parts.add(part);
            }
        }
    }

    /**
     * @param imageDb how far the worst false line of tones up to 0.9 lies below what went in, {@code edgeImageDb} up to 0.98
     * @param aliasDb what is left of tones beyond 1.15, {@code edgeAliasDb} from 1.005 on; infinite where the input holds none
     * @param rippleDb spread of the level up to 0.9
     * @param minus3Db where the level is 3 dB down
     */
    record Seen(
            double imageDb, double edgeImageDb, double aliasDb, double edgeAliasDb, double rippleDb, double minus3Db) {
        /** Of images and aliases the worse, without the edge. */
        double rejectionDb() {
            return Math.min(imageDb, aliasDb);
        }

        double edgeDb() {
            return Math.min(edgeImageDb, edgeAliasDb);
        }
    }

    short[] signal() {
        int each = (int) (SECONDS * inHz);
        short[] signal = new short[each * parts.size()];
        int fade = inHz / 100;
        for (int segment = 0; segment < parts.size(); segment++) {
            double hz = hz(segment);
            for (int i = 0; i < each; i++) {
                double edge = Math.min(1, Math.min(i + 0.5, each - i - 0.5) / fade);
                double level = AMPLITUDE * (0.5 - 0.5 * Math.cos(Math.PI * edge));
                signal[segment * each + i] = (short) Math.round(level * Math.sin(2 * Math.PI * hz * i / inHz));
            }
        }
        return signal;
    }

    Seen measure(short[] out) {
        double image = Double.POSITIVE_INFINITY;
        double edgeImage = Double.POSITIVE_INFINITY;
        double alias = Double.POSITIVE_INFINITY;
        double edgeAlias = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        double minus3 = 1;
        double before = 0;
        double reference = 0;
        for (int segment = 0; segment < parts.size(); segment++) {
            double part = parts.get(segment);
            double hz = hz(segment);
            if (part > 1) {
                double left = -levelDb(out, segment, folded(hz));
                edgeAlias = Math.min(edgeAlias, left);
                alias = part < 1.15 ? alias : Math.min(alias, left);
                continue;
            }
            double level = levelDb(out, segment, hz);
            reference = segment == 0 ? level : reference;
            for (double line : falseLines(hz)) {
                double below = -levelDb(out, segment, line);
                edgeImage = Math.min(edgeImage, below);
                image = part > 0.901 ? image : Math.min(image, below);
            }
            if (part < 0.901) {
                highest = Math.max(highest, level);
                lowest = Math.min(lowest, level);
            }
            double drop = reference - level;
            if (minus3 == 1 && drop > 3) {
                double last = parts.get(segment - 1);
                minus3 = last + (part - last) * (3 - before) / (drop - before);
            }
            before = drop;
        }
        return new Seen(image, edgeImage, alias, edgeAlias, highest - lowest, minus3);
    }

    private double hz(int segment) {
        return parts.get(segment) * nyquistHz + OFF_GRID_HZ;
    }

    private double folded(double hz) {
        return Math.abs(hz - outHz * Math.rint(hz / outHz));
    }

    /** Where mirror images of a tone can lie after conversion. */
    private NavigableSet<Double> falseLines(double hz) {
        var lines = new TreeSet<Double>();
        for (int k = 1; k <= 12; k++) {
            for (double image : new double[] {k * inHz - hz, k * inHz + hz}) {
                double line = folded(image);
                if (Math.abs(line - hz) > 60 && line > 30) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /** Against the tone that went in; through the fourth power of a sine, whose side lobes fall by 30 dB an octave. */
    private double levelDb(short[] out, int segment, double hz) {
        int from = (int) ((segment * SECONDS + GUARD_SECONDS) * outHz);
        int length = (int) ((SECONDS - 2 * GUARD_SECONDS) * outHz);
        double re = 0;
        double im = 0;
        double sum = 0;
        for (int i = 0; i < length && from + i < out.length; i++) {
            double window = Math.pow(Math.sin(Math.PI * (i + 0.5) / length), 4);
            double angle = 2 * Math.PI * hz * i / outHz;
            re += window * out[from + i] * Math.cos(angle);
            im += window * out[from + i] * Math.sin(angle);
            sum += window;
        }
        return 20 * Math.log10(Math.max(2 * Math.hypot(re, im) / sum, 1e-3) / AMPLITUDE);
    }
}
