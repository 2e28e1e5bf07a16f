package dev.baton.benchmarks.vad.training;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Scores as a table: a line per fold, and one of all together. */
final class Report {
    private static final String ALL = "all";

    private record Row(Recordings recordings, FrameScore heard, FrameScore unheard) {}

    private final Map<String, Row> rows = new TreeMap<>();
    private final Row all;
    private final boolean crossValidated;

    /** @param crossValidated whether there are scores of networks that did not hear the fold */
    Report(Recordings recordings, boolean crossValidated) {
        this.crossValidated = crossValidated;
        for (String fold : recordings.folds()) {
            rows.put(fold, new Row(recordings.only(fold), new FrameScore(), new FrameScore()));
        }
        this.all = new Row(recordings, new FrameScore(), new FrameScore());
    }

    /** What the final network reaches, which heard the fold. */
    FrameScore heard(String fold) {
        return row(fold).heard;
    }

    /** What the fold's own network reaches. */
    FrameScore unheard(String fold) {
        return row(fold).unheard;
    }

    private Row row(String fold) {
        Row row = rows.get(fold);
        if (row == null) {
            throw new IllegalArgumentException("fold must be one of " + rows.keySet() + ", fold=" + fold);
        }
        return row;
    }

    String table() {
        rows.values().forEach(row -> {
            all.heard.add(row.heard);
            all.unheard.add(row.unheard);
        });
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder(line(width, "", "", "", "heard", "", "", "not heard", "", ""));
        text.append(line(width, "fold", "files", "min", "AUC", "F1", "false", "AUC", "F1", "false"));
        rows.forEach((fold, row) -> text.append(line(width, fold, row)));
        return text.append(line(width, ALL, all)).toString();
    }

    private String line(int width, String fold, Row row) {
        BiFunction<FrameScore, Boolean, String[]> figures = (score, there) -> new String[] {
            there ? figure("%.3f", score.auc()) : "",
            there ? figure("%.3f", score.f1()) : "",
            there ? figure("%.1f%%", 100 * score.falseAlarms()) : ""
        };
        var heard = figures.apply(row.heard, true);
        var unheard = figures.apply(row.unheard, crossValidated);
        return line(
                width,
                fold,
                String.valueOf(row.recordings.all().size()),
                figure("%.1f", row.recordings.minutes()),
                heard[0],
                heard[1],
                heard[2],
                unheard[0],
                unheard[1],
                unheard[2]);
    }

    private static String figure(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String line(int width, String fold, String... cells) {
        var text = new StringBuilder(String.format(Locale.ROOT, "%-" + Math.max(4, width) + "s", fold));
        for (String cell : cells) {
            text.append(String.format(Locale.ROOT, " %9s", cell));
        }
        return text.toString().stripTrailing() + "\n";
    }
}
