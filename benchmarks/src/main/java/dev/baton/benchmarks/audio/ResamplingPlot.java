package dev.baton.benchmarks.audio;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code resampling.svg}: a small plot per pair of rates, time against rejection; up and left is better. */
final class ResamplingPlot {
    private static final int COLUMNS = 3;
    private static final int WIDTH = 330;
    private static final int HEIGHT = 280;
    private static final int LEFT = 46;
    private static final int TOP = 90;
    private static final int PLOT_WIDTH = 270;
    private static final int PLOT_HEIGHT = 200;
    private static final double LEAST_NANOS = 1;
    private static final double MOST_NANOS = 500;
    private static final double MOST_DB = 150;

    private final StringBuilder svg = new StringBuilder();

    String draw(Map<String, List<Comparison.Row>> tables) {
        int lines = (tables.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * WIDTH + 20;
        int height = TOP + lines * HEIGHT;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"10\">",
                width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        add(
                "<text x=\"16\" y=\"26\" font-size=\"16\" fill=\"#222\">Time and rejection of sample-rate converters</text>");
        add(
                "<text x=\"16\" y=\"44\" fill=\"#555\">across: ns per output sample, logarithmic; up: the worse of image (tones to 0.9 of the band) and alias (beyond 1.15), dB. Up and left is better.</text>");
        add("<circle cx=\"20\" cy=\"58\" r=\"4\" fill=\"#0a6\"/><text x=\"30\" y=\"62\" fill=\"#222\">Baton</text>");
        add("<circle cx=\"80\" cy=\"58\" r=\"4\" fill=\"#888\"/><text x=\"90\" y=\"62\" fill=\"#222\">others</text>");
        add(
                "<circle cx=\"140\" cy=\"58\" r=\"4\" fill=\"none\" stroke=\"#888\"/><text x=\"150\" y=\"62\" fill=\"#222\">others that hold back more than 10 ms</text>");
        int index = 0;
        for (var table : tables.entrySet()) {
            plot(table.getKey(), table.getValue(), index % COLUMNS * WIDTH, TOP + index / COLUMNS * HEIGHT);
            index++;
        }
        add("</svg>");
        return svg.toString();
    }

    private void plot(String rates, List<Comparison.Row> rows, int x0, int y0) {
        int left = x0 + LEFT;
        int bottom = y0 + PLOT_HEIGHT + 24;
        add(
                "<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"#222\">%s Hz</text>",
                left, y0 + 4, rates.replace(":", " → "));
        for (int db = 0; db <= 120; db += 40) {
            double y = bottom - db / MOST_DB * PLOT_HEIGHT;
            add("<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>", left, y, PLOT_WIDTH);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%d</text>", left - 5, y + 3, db);
        }
        for (int nanos : new int[] {1, 3, 10, 30, 100, 300}) {
            double x = left + across(nanos);
            add("<path d=\"M%.1f %dv%d\" stroke=\"#eee\"/>", x, bottom - PLOT_HEIGHT, PLOT_HEIGHT);
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%d</text>", x, bottom + 13, nanos);
        }
        for (var row : rows) {
            double x = left + across(row.nanos());
            double y = bottom - Math.min(Math.max(row.seen().rejectionDb(), 0), MOST_DB) / MOST_DB * PLOT_HEIGHT;
            boolean late = row.delayMillis() > 10;
            String colour = row.ours() ? "#0a6" : "#888";
            add(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\"><title>%s: %.2f ns, %.1f dB, %.1f ms</title></circle>",
                    x,
                    y,
                    late ? "none" : colour,
                    colour,
                    row.name(),
                    row.nanos(),
                    row.seen().rejectionDb(),
                    row.delayMillis());
            if (!isCrowded(row.name())) {
                // Names of what lies on one line would lie on each other: they lean.
                add(
                        "<text transform=\"translate(%.1f %.1f) rotate(%d)\" font-size=\"8.5\" fill=\"%s\">%s</text>",
                        x + 4,
                        y + (row.ours() ? 10 : -5),
                        row.ours() ? 32 : -32,
                        row.ours() ? "#075" : "#666",
                        row.name());
            }
        }
    }

    /** These lie beside soxr:HQ, whose name tells what the heap of circles is. */
    private static boolean isCrowded(String name) {
        return name.equals("soxr:LQ") || name.equals("soxr:MQ");
    }

    private static double across(double nanos) {
        double clipped = Math.min(Math.max(nanos, LEAST_NANOS), MOST_NANOS);
        return Math.log(clipped / LEAST_NANOS) / Math.log(MOST_NANOS / LEAST_NANOS) * PLOT_WIDTH;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
