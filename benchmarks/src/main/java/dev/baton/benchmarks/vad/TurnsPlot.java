package dev.baton.benchmarks.vad;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code vad.svg}: turns heard exactly once against delay, a line per detector, a point per time-out; up and left is better. */
final class TurnsPlot {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 620;
    private static final int LEFT = 56;
    private static final int TOP = 76;
    private static final int PLOT_WIDTH = 740;
    private static final int PLOT_HEIGHT = 490;
    private static final int BOTTOM = TOP + PLOT_HEIGHT;
    /** Names on the right keep this apart. */
    private static final double NAME_HEIGHT = 16;

    /** Detectors that get a line, and how it is drawn. */
    private static final List<Style> STYLES = List.of(
            new Style(Must.CROSS_VALIDATED, "ours", "3"),
            new Style(Must.PLAIN, "ours", "1.5\" stroke-dasharray=\"6 4"),
            new Style("silero6", "blue", "1.5"),
            new Style("livekit", "violet", "1.5"),
            new Style("pipecat", "red", "1.5"),
            new Style("webrtc3", "orange", "1.5"),
            new Style("rnnoise", "brown", "1.5"),
            new Style("energy", "faint", "1.5"),
            new Style("oracle", "ink", "1.5\" stroke-dasharray=\"2 4"));

    /** On white paper and on black. */
    private record Colour(String light, String dark) {}

    private static final Map<String, Colour> COLOURS = new TreeMap<>(Map.of(
            "paper", new Colour("#fff", "#161b22"),
            "ink", new Colour("#222", "#eee"),
            "faint", new Colour("#555", "#aaa"),
            "grid", new Colour("#ddd", "#333b45"),
            "ours", new Colour("#086", "#2d9"),
            "blue", new Colour("#25c", "#7af"),
            "violet", new Colour("#83b", "#c9f"),
            "red", new Colour("#c23", "#f78"),
            "orange", new Colour("#b60", "#fb5"),
            "brown", new Colour("#853", "#c96")));

    private record Style(String detector, String colour, String stroke) {}

    private record Point(double timeoutSeconds, double millis, double percent) {}

    private record Line(Style style, List<Point> points) {
        Point last() {
            return points.get(points.size() - 1);
        }
    }

    private final StringBuilder svg = new StringBuilder();
    private double leastMillis;
    private double mostMillis;

    String draw(Scores scores) {
        var lines = lines(scores);
        var all = lines.stream().flatMap(line -> line.points().stream()).toList();
        leastMillis = Math.floor(all.stream().mapToDouble(Point::millis).min().orElse(300) / 100) * 100;
        mostMillis = Math.ceil(all.stream().mapToDouble(Point::millis).max().orElse(1100) / 100) * 100;
        begin();
        axes();
        // Ours last, on top.
        for (int i = lines.size() - 1; i >= 0; i--) {
            line(lines.get(i));
        }
        names(lines);
        add("</svg>");
        return svg.toString();
    }

    private static List<Line> lines(Scores scores) {
        var lines = new ArrayList<Line>();
        for (Style style : STYLES) {
            var points = new ArrayList<Point>();
            for (double timeout : ResultsPage.TIMEOUTS_SECONDS) {
                double once = scores.turn(style.detector(), timeout, "once");
                double delay = scores.turn(style.detector(), timeout, "eou50");
                if (!Double.isNaN(once) && !Double.isNaN(delay)) {
                    points.add(new Point(timeout, delay * 1000, once * 100));
                }
            }
            if (!points.isEmpty()) {
                lines.add(new Line(style, points));
            }
        }
        return lines;
    }

    private void begin() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<style>");
        COLOURS.forEach((name, onWhite) ->
                add(".%s{fill:%s}.%s-line{stroke:%s}", name, onWhite.light(), name, onWhite.light()));
        add("@media (prefers-color-scheme: dark) {");
        COLOURS.forEach(
                (name, onBlack) -> add(".%s{fill:%s}.%s-line{stroke:%s}", name, onBlack.dark(), name, onBlack.dark()));
        add("}");
        add("</style>");
        add("<rect width=\"%d\" height=\"%d\" class=\"paper\"/>", WIDTH, HEIGHT);
        text(16, 26, "font-size=\"16\"", "ink", "Turns heard exactly once, and how late");
        text(
                16,
                46,
                "",
                "faint",
                "across: median from the end of a turn to its commit, ms; up: turns committed exactly once, %. Each circle is a time-out, its number tenths of a second. Up and left is better.");
    }

    private void axes() {
        for (int percent = 0; percent <= 100; percent += 20) {
            add("<path d=\"M%d %.1fh%d\" class=\"grid-line\"/>", LEFT, up(percent), PLOT_WIDTH);
            text(LEFT - 8, up(percent) + 4, "text-anchor=\"end\"", "faint", String.valueOf(percent));
        }
        int step = mostMillis - leastMillis > 1200 ? 200 : 100;
        for (double millis = leastMillis; millis <= mostMillis; millis += step) {
            add("<path d=\"M%.1f %dv%d\" class=\"grid-line\"/>", across(millis), TOP, PLOT_HEIGHT);
            text(across(millis), BOTTOM + 18, "text-anchor=\"middle\"", "faint", "%.0f".formatted(millis));
        }
    }

    private void line(Line line) {
        var path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    path.isEmpty() ? "M" : "L",
                    across(point.millis()),
                    up(point.percent())));
        }
        String colour = line.style().colour();
        add(
                "<path d=\"%s\" fill=\"none\" class=\"%s-line\" stroke-width=\"%s\"/>",
                path, colour, line.style().stroke());
        for (Point point : line.points()) {
            double x = across(point.millis());
            double y = up(point.percent());
            add(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"7\" class=\"paper %s-line\" stroke-width=\"1.5\"><title>%s, time-out %.0f ms: %.1f %% after %.0f ms</title></circle>",
                    x,
                    y,
                    colour,
                    ResultsPage.name(line.style().detector()),
                    point.timeoutSeconds() * 1000,
                    point.percent(),
                    point.millis());
            text(
                    x,
                    y + 3,
                    "font-size=\"8.5\" text-anchor=\"middle\"",
                    colour,
                    "%.0f".formatted(point.timeoutSeconds() * 10));
        }
    }

    /** Beside the last point of each line, moved apart where they would lie on each other. */
    private void names(List<Line> lines) {
        var fromTop = lines.stream()
                .sorted(Comparator.comparingDouble(line -> -line.last().percent()))
                .toList();
        double free = TOP;
        double x = LEFT + PLOT_WIDTH + 24;
        for (Line line : fromTop) {
            double y = Math.max(free, up(line.last().percent()));
            free = y + NAME_HEIGHT;
            add(
                    "<path d=\"M%.1f %.1fL%.1f %.1f\" class=\"%s-line\" stroke-width=\"0.5\"/>",
                    across(line.last().millis()) + 8,
                    up(line.last().percent()),
                    x - 4,
                    y,
                    line.style().colour());
            String name = ResultsPage.name(line.style().detector());
            text(x, y + 4, "font-size=\"12\"", line.style().colour(), name);
        }
    }

    private double across(double millis) {
        return LEFT + (millis - leastMillis) / (mostMillis - leastMillis) * PLOT_WIDTH;
    }

    private static double up(double percent) {
        return BOTTOM - percent / 100 * PLOT_HEIGHT;
    }

    private void text(double x, double y, String attributes, String colour, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" %s class=\"%s\">%s</text>%n",
                x,
                y,
                attributes,
                colour,
                text));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
