package dev.baton.examples.tuning;

import dev.baton.tuning.SweepPoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The trade-off of a setting as SVG: how many turns are kept whole, over how long their callers wait. Each value is a point, with a line from the median wait to the wait of one turn in ten. Legible on light and on dark
 * grounds.
 */
public final class TradeOffPlot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 560;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 30;
    private static final int TOP = 84;
    private static final int BOTTOM = HEIGHT - 64;
    private static final double MILLI = 1e6;
    private static final int STEP_MILLIS = 200;
    private static final int STEP_PERCENT = 10;

    private static final String STYLE = """
            <style>
            .ground{fill:#fff}text{fill:#5b6773}.strong{fill:#16202a}
            .grid{stroke:#e6e9ed}.curve{fill:none;stroke:#2b6cd4;stroke-width:2}.value{fill:#2b6cd4}
            .wait{stroke:#2b6cd4;opacity:.3;stroke-width:3}.chosen{fill:none;stroke:#c2344d;stroke-width:2.5}
            .other{fill:#0b8f63}.otherwait{stroke:#0b8f63;opacity:.3;stroke-width:3}
            @media(prefers-color-scheme:dark){
            .ground{fill:#12161b}text{fill:#9aa7b4}.strong{fill:#eef2f6}
            .grid{stroke:#232a32}.curve{stroke:#6aa5ff}.value{fill:#6aa5ff}.wait{stroke:#6aa5ff}
            .chosen{stroke:#ff7288}.other{fill:#2fc48d}.otherwait{stroke:#2fc48d}}
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final double mostMillis;
    private final double leastPercent;

    private TradeOffPlot(List<SweepPoint> all) {
        double longest =
                all.stream().mapToDouble(point -> millis(point, 0.9)).max().orElse(0);
        mostMillis = STEP_MILLIS * (Math.floor(longest / STEP_MILLIS) + 1);
        double worst = all.stream().mapToDouble(TradeOffPlot::percent).min().orElse(100);
        leastPercent = Math.max(0, STEP_PERCENT * (Math.floor(worst / STEP_PERCENT) - 1));
    }

    /**
     * @param subtitle what was measured
     * @param points of the setting, in the order of its values
     * @param others set against them
     */
    public static String draw(
            String title, String subtitle, List<SweepPoint> points, List<SweepPoint> others, SweepPoint chosen) {
        return new TradeOffPlot(Stream.concat(points.stream(), others.stream()).toList())
                .drawn(title, subtitle, points, others, chosen);
    }

    private static double millis(SweepPoint point, double share) {
        return point.score().delayNanos(share).orElse(0) / MILLI;
    }

    private static double percent(SweepPoint point) {
        return point.score().percent(point.score().once()).orElse(0);
    }

    private String drawn(
            String title, String subtitle, List<SweepPoint> points, List<SweepPoint> others, SweepPoint chosen) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" font-family=\"system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<title>%s</title>", escaped(title));
        svg.append(STYLE);
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
        add("<text class=\"strong\" x=\"16\" y=\"28\" font-size=\"17\" font-weight=\"600\">%s</text>", escaped(title));
        add("<text x=\"16\" y=\"48\">%s</text>", escaped(subtitle));
        axes();
        curve(points);
        points.forEach(point -> point(point, "value", "wait"));
        points.forEach(point -> label(point, -7, -9, "end"));
        others.forEach(point -> point(point, "other", "otherwait"));
        others.forEach(point -> label(point, 14, -8, "start"));
        add(
                "<circle class=\"chosen\" cx=\"%.1f\" cy=\"%.1f\" r=\"10\"><title>chosen: %s</title></circle>",
                x(millis(chosen, 0.5)), y(percent(chosen)), escaped(chosen.label()));
        add("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (int millis = 0; millis <= mostMillis; millis += STEP_MILLIS) {
            add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x(millis), TOP, BOTTOM);
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>", x(millis), BOTTOM + 18, millis);
        }
        for (int percent = (int) leastPercent; percent <= 100; percent += STEP_PERCENT) {
            add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y(percent), RIGHT);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>", LEFT - 8, y(percent) + 4, percent);
        }
        add("<text x=\"%d\" y=\"%d\">turns kept whole, %%</text>", 16, TOP - 14);
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">wait from the end of the turn to its commit, ms: point median, line to 90 %%</text>",
                RIGHT, BOTTOM + 42);
    }

    private void curve(List<SweepPoint> points) {
        var path = new StringBuilder();
        for (var point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f", x(millis(point, 0.5)), y(percent(point))));
        }
        add("<path class=\"curve\" d=\"%s\"/>", path);
    }

    private void point(SweepPoint point, String kind, String line) {
        double x = x(millis(point, 0.5));
        double y = y(percent(point));
        add("<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>", line, x, y, x(millis(point, 0.9)));
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", kind, x, y);
    }

    /** Those of the curve stand to its left, others to their right. */
    private void label(SweepPoint point, int right, int down, String anchor) {
        add(
                "<text class=\"strong\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x(millis(point, 0.5)) + right, y(percent(point)) + down, anchor, escaped(point.label()));
    }

    private double x(double millis) {
        return LEFT + (RIGHT - LEFT) * millis / mostMillis;
    }

    private double y(double percent) {
        return BOTTOM - (BOTTOM - TOP) * (percent - leastPercent) / (100 - leastPercent);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
