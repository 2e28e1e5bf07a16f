package dev.baton.benchmarks.vad;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A figure that the detector has to reach, and one that it should.
 *
 * @param most whether the bounds are upper ones
 * @param aim not a number if there is none
 * @param figure of one way of judging: {@link #CROSS_VALIDATED} or {@link #PLAIN}
 */
record Must(String what, boolean most, double must, double aim, Unit unit, BiFunction<Scores, String, Double> figure) {
    static final String CROSS_VALIDATED = "cross-validated";
    static final String PLAIN = "plain";

    private static final double NO_AIM = Double.NaN;
    private static final double TIMEOUT_SECONDS = 0.7;

    static final List<Must> ALL = List.of(
            frames("AUC", false, 0.955, 0.977, Unit.SHARE, "all", "auc"),
            frames("F1", false, 0.87, 0.902, Unit.SHARE, "all", "f1"),
            frames("F1, composed recordings without noise", false, 0.97, NO_AIM, Unit.SHARE, "snr=clean", "f1"),
            frames("F1, recordings as they were made", false, 0.97, NO_AIM, Unit.SHARE, "snr=real", "f1"),
            frames("F1 at 20 dB", false, 0.95, NO_AIM, Unit.SHARE, "snr=20", "f1"),
            frames("noise only: starts per minute", true, 5, 1, Unit.PER_MINUTE, "all", "noise_min"),
            frames("noise only: time taken for speech", true, 0.07, 0.02, Unit.PERCENT, "all", "nact"),
            frames("turns missed", true, 0.02, 0.01, Unit.PERCENT, "all", "missed"),
            frames("onset, median", true, 0.1, 0.08, Unit.MILLIS, "all", "onset50"),
            frames("onset, 95th percentile", true, 0.35, 0.25, Unit.MILLIS, "all", "onset95"),
            frames("onsets clipped by more than 100 ms", true, 0.1, 0.05, Unit.PERCENT, "all", "clip100"),
            turns("turns heard exactly once, time-out 700 ms", false, 0.55, 0.57, Unit.PERCENT, "once"),
            turns("their median delay, time-out 700 ms", true, 0.77, NO_AIM, Unit.MILLIS, "eou50"),
            turns("false turns per minute, time-out 700 ms", true, 2, 0.5, Unit.PER_MINUTE, "false_min"),
            cost("time per 20 ms at 8 kHz", 2500, 1500, Unit.MICROS, "8000", "nanos"),
            cost("time per 20 ms at 16 kHz", 4000, 2500, Unit.MICROS, "16000", "nanos"),
            cost(
                    "allocation per 20 ms at 8 kHz",
                    CostTable.NOTHING_BYTES,
                    NO_AIM,
                    Unit.BYTES,
                    "8000",
                    "allocatedBytes"),
            cost(
                    "allocation per 20 ms at 16 kHz",
                    CostTable.NOTHING_BYTES,
                    NO_AIM,
                    Unit.BYTES,
                    "16000",
                    "allocatedBytes"),
            cost("state per stream at 8 kHz", 6 * 1024, NO_AIM, Unit.KILOBYTES, "8000", "stateBytes"),
            cost("state per stream at 16 kHz", 6 * 1024, NO_AIM, Unit.KILOBYTES, "16000", "stateBytes"),
            new Must(
                    "AUC lost at -12 dB",
                    true,
                    0.01,
                    NO_AIM,
                    Unit.LOSS,
                    (scores, way) -> scores.lossAt(way, "-minus-12-db")),
            new Must(
                    "AUC lost at +6 dB",
                    true,
                    0.01,
                    NO_AIM,
                    Unit.LOSS,
                    (scores, way) -> scores.lossAt(way, "-plus-6-db")));

    private static Must frames(
            String what, boolean most, double must, double aim, Unit unit, String group, String metric) {
        return new Must(what, most, must, aim, unit, (scores, way) -> scores.frame(way, group, metric));
    }

    private static Must turns(String what, boolean most, double must, double aim, Unit unit, String metric) {
        return new Must(what, most, must, aim, unit, (scores, way) -> scores.turn(way, TIMEOUT_SECONDS, metric));
    }

    /** The same for both ways of judging. */
    private static Must cost(String what, double must, double aim, Unit unit, String rate, String figure) {
        return new Must(
                what,
                true,
                must,
                aim,
                unit,
                (scores, way) -> scores.cost()
                        .path("rates")
                        .path(rate)
                        .path(Cost.OURS)
                        .path(figure)
                        .asDouble(Double.NaN));
    }

    /** As a line of the table. What was not fitted to the recordings decides. */
    String row(Scores scores) {
        double judged = figure.apply(scores, CROSS_VALIDATED);
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        what,
                        bound(must),
                        Double.isNaN(aim) ? "" : bound(aim),
                        unit.print(judged),
                        unit.print(figure.apply(scores, PLAIN)),
                        verdict(judged));
    }

    String verdict(double judged) {
        if (Double.isNaN(judged)) {
            return "**not measured**";
        }
        if (!within(judged, must)) {
            return "**not reached**";
        }
        return within(judged, aim) ? "yes, the aim too" : "yes";
    }

    private boolean within(double judged, double bound) {
        return most ? judged <= bound : judged >= bound;
    }

    private String bound(double value) {
        return (most ? "≤ " : "≥ ") + unit.print(value);
    }
}
