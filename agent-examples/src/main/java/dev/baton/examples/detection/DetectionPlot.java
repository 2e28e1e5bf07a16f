package dev.baton.examples.detection;

import dev.baton.vad.SpeechGateConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * {@code NAME.svg}: the recording, what really is speech, what was found and when it was decided, and the probabilities, over one axis of seconds. Long recordings run over several
 * rows. Legible on light and on dark grounds.
 */
public final class DetectionPlot {
    private static final int WIDTH = 1200;
    private static final int LEFT = 74;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 26;
    private static final int TOP = 92;
    private static final long ROW_MICROS = 20_000_000;

    // Of a row, from its top.
    private static final int AUDIO = 0;
    private static final int AUDIO_HEIGHT = 64;
    private static final int TRUTH = 72;
    private static final int BAND_HEIGHT = 9;
    private static final int LANE = 13;
    private static final int PROBABILITY_HEIGHT = 52;
    private static final int AXIS_HEIGHT = 18;
    private static final int GAP = 22;

    /** Louder than this fills the height; the noise of an empty line must not. */
    private static final int LEAST_PEAK = 328;

    private static final String STYLE = """
            <style>
            .ground{fill:#fff}text{fill:#5b6773}.strong{fill:#16202a}
            .grid{stroke:#e6e9ed}.edge{stroke:#c3c9d0}.audio{fill:#8a97a5}
            .found{fill:#0b8f63}.tint{fill:#0b8f63;opacity:.09}.truth{fill:#d98a00}
            .start{fill:#0b8f63;stroke:#0b8f63}.end{fill:#c2344d;stroke:#c2344d}
            .p{fill:#2b6cd4;fill-opacity:.16;stroke:#2b6cd4}.limit{stroke:#7b3fb5}
            @media(prefers-color-scheme:dark){
            .ground{fill:#12161b}text{fill:#9aa7b4}.strong{fill:#eef2f6}
            .grid{stroke:#232a32}.edge{stroke:#46515d}.audio{fill:#8494a5}
            .found{fill:#2fc48d}.tint{fill:#2fc48d;opacity:.12}.truth{fill:#f2b13c}
            .start{fill:#2fc48d;stroke:#2fc48d}.end{fill:#ff7288;stroke:#ff7288}
            .p{fill:#6aa5ff;fill-opacity:.2;stroke:#6aa5ff}.limit{stroke:#c79bf2}}
            </style>
            """;

    private final Detection detection;
    private final Envelope envelope;
    private final Optional<SpeechTruth> truth;
    private final SpeechGateConfig gate;
    private final List<Interval> segments;
    private final int found;
    private final int decided;
    private final int probability;
    private final int axis;
    private final long span;
    private final int rows;
    private final StringBuilder svg = new StringBuilder();

    private DetectionPlot(Detection detection, Envelope envelope, Optional<SpeechTruth> truth, SpeechGateConfig gate) {
        this.detection = detection;
        this.envelope = envelope;
        this.truth = truth;
        this.gate = gate;
        segments = detection.segments();
        found = truth.isPresent() ? TRUTH + LANE : TRUTH;
        decided = found + LANE;
        probability = decided + LANE + 2;
        axis = probability + PROBABILITY_HEIGHT;
        rows = (int) Math.max(1, (detection.lengthMicros() + ROW_MICROS - 1) / ROW_MICROS);
        span = rows > 1 ? ROW_MICROS : oneRow(detection);
    }

    /** Of a recording of one row; with room for a last decision after its end. */
    private static long oneRow(Detection detection) {
        var events = detection.events();
        long last = events.isEmpty() ? 0 : events.get(events.size() - 1).detectedAtMicros();
        long needed = Math.max(detection.lengthMicros(), last);
        long unit = needed > 2_000_000 ? 500_000 : 100_000;
        return Math.min(ROW_MICROS, (needed / unit + 1) * unit);
    }

    /**
     * @param title what it is of
     * @param subtitle how it was made, and how good it is
     * @param gate whose thresholds are shown
     */
    public static String draw(
            String title,
            String subtitle,
            Detection detection,
            Envelope envelope,
            Optional<SpeechTruth> truth,
            SpeechGateConfig gate) {
        return new DetectionPlot(detection, envelope, truth, gate).draw(title, subtitle);
    }

    private String draw(String title, String subtitle) {
        int rowHeight = axis + AXIS_HEIGHT + GAP;
        int height = TOP + rows * rowHeight - GAP + 10;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" font-family=\"system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\" font-size=\"11\">",
                WIDTH, height, WIDTH, height);
        add("<title>%s</title>", escaped(title));
        svg.append(STYLE);
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
        add("<text class=\"strong\" x=\"16\" y=\"28\" font-size=\"17\" font-weight=\"600\">%s</text>", escaped(title));
        add("<text x=\"16\" y=\"47\">%s</text>", escaped(subtitle));
        legend();
        for (int row = 0; row < rows; row++) {
            add("<g transform=\"translate(0 %d)\">", TOP + row * rowHeight);
            row(row * span, Math.min(detection.lengthMicros(), (row + 1) * span), row == rows - 1);
            add("</g>");
        }
        add("</svg>");
        return svg.toString();
    }

    private void legend() {
        int x = 16;
        x = swatch(x, "<rect class=\"audio\" y=\"-8\" width=\"12\" height=\"8\"/>", audioLabel());
        if (truth.isPresent()) {
            x = swatch(x, "<rect class=\"truth\" y=\"-8\" width=\"12\" height=\"8\" rx=\"2\"/>", "truth");
        }
        x = swatch(x, "<rect class=\"found\" y=\"-8\" width=\"12\" height=\"8\" rx=\"2\"/>", "speech that was found");
        x = swatch(x, "<path class=\"start\" d=\"M3-9v9M3-9l7 4.5l-7 4.5z\"/>", "start decided");
        x = swatch(x, "<path class=\"end\" d=\"M9-9v9M9-9l-7 4.5l7 4.5z\"/>", "end decided");
        x = swatch(x, "<path class=\"p\" d=\"M0 0v-4h4v-4h5v8z\"/>", "probability of speech");
        x = swatch(
                x,
                "<path class=\"limit\" d=\"M0-4h14\" stroke-dasharray=\"4 2\"/>",
                String.format(Locale.ROOT, "begins at %.2f", gate.startThreshold()));
        swatch(
                x,
                "<path class=\"limit\" d=\"M0-4h14\" stroke-dasharray=\"1 2\"/>",
                String.format(Locale.ROOT, "goes on at %.2f", gate.stopThreshold()));
    }

    private String audioLabel() {
        if (envelope.peak() == 0) {
            return "audio, all zeros";
        }
        long tenths = Math.round(200 * Math.log10(envelope.peak() / 32768.0));
        return "audio, peak at " + tenths / 10.0 + " dBFS";
    }

    /** @return where the next one goes */
    private int swatch(int x, String sign, String label) {
        add("<g transform=\"translate(%d 72)\">%s<text x=\"18\">%s</text></g>", x, sign, label);
        return x + 18 + 16 + (int) (label.length() * 6.2);
    }

    private void row(long from, long to, boolean last) {
        tints(from, to);
        seconds(from, to);
        label(AUDIO + AUDIO_HEIGHT / 2 + 4, "audio");
        audio(from, to);
        truth.ifPresent(known -> {
            label(TRUTH + BAND_HEIGHT - 1, "truth");
            band("truth", TRUTH, known.speech(), from, to);
        });
        label(found + BAND_HEIGHT - 1, "found");
        band("found", found, segments, from, to);
        probability(from, to);
        label(decided + BAND_HEIGHT, "decided");
        decisions(from, last ? Long.MAX_VALUE : to);
    }

    private double x(long micros, long from) {
        return LEFT + (double) (micros - from) / span * PLOT_WIDTH;
    }

    private void label(int y, String text) {
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, y, text);
    }

    private void tints(long from, long to) {
        for (var each : segments) {
            if (each.toMicros() > from && each.fromMicros() < to) {
                double left = x(Math.max(each.fromMicros(), from), from);
                double right = x(Math.min(each.toMicros(), to), from);
                add(
                        "<rect class=\"tint\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        left, AUDIO, right - left, AUDIO_HEIGHT);
            }
        }
    }

    private void band(String kind, int y, List<Interval> intervals, long from, long to) {
        add("<path class=\"grid\" d=\"M%d %.1fh%.1f\"/>", LEFT, y + BAND_HEIGHT / 2.0, x(to, from) - LEFT);
        for (var each : intervals) {
            if (each.toMicros() > from && each.fromMicros() < to) {
                double left = x(Math.max(each.fromMicros(), from), from);
                double right = x(Math.min(each.toMicros(), to), from);
                add(
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"><title>%.3f to %.3f s</title></rect>",
                        kind,
                        left,
                        y,
                        Math.max(1, right - left),
                        BAND_HEIGHT,
                        each.fromMicros() / 1e6,
                        each.toMicros() / 1e6);
            }
        }
    }

    private void seconds(long from, long to) {
        long step = step();
        for (long at = 0; at <= span && (rows == 1 || from + at - step < to); at += step) {
            double x = x(from + at, from);
            add("<path class=\"grid\" d=\"M%.1f 0v%d\"/>", x, axis);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s%s</text>",
                    x, axis + 14, seconds(from + at), at == 0 ? " s" : "");
        }
    }

    /** Between two lines of the grid; room for their figures. */
    private long step() {
        return LongStream.of(100_000, 200_000, 500_000)
                .filter(micros -> micros * PLOT_WIDTH / span >= 50)
                .findFirst()
                .orElse(1_000_000);
    }

    private static String seconds(long micros) {
        return micros % 1_000_000 == 0
                ? String.valueOf(micros / 1_000_000)
                : String.format(Locale.ROOT, "%.1f", micros / 1e6);
    }

    private void audio(long from, long to) {
        double middle = AUDIO + AUDIO_HEIGHT / 2.0;
        double scale = (AUDIO_HEIGHT / 2.0 - 1) / Math.max(envelope.peak(), LEAST_PEAK);
        int columns = (int) Math.ceil(x(to, from) - LEFT);
        var path = new SvgPath(LEFT, middle);
        for (int i = 0; i < columns; i++) {
            path.upright(half(middle - envelope.highest(column(i, from), column(i + 1, from)) * scale - 0.5))
                    .across(LEFT + i + 1.0);
        }
        for (int i = columns - 1; i >= 0; i--) {
            path.upright(half(middle - envelope.lowest(column(i, from), column(i + 1, from)) * scale + 0.5))
                    .across(LEFT + (double) i);
        }
        add("<path class=\"audio\" d=\"%s\"/>", path.closed());
    }

    /** Half pixels are as fine as anybody sees, and short. */
    private static double half(double y) {
        return Math.round(2 * y) / 2.0;
    }

    private long column(int pixel, long from) {
        return from + pixel * span / PLOT_WIDTH;
    }

    private void probability(long from, long to) {
        int bottom = axis;
        for (int tenths : new int[] {0, 5, 10}) {
            double y = bottom - tenths / 10.0 * PROBABILITY_HEIGHT;
            if (tenths != 5) {
                add(
                        "<path class=\"%s\" d=\"M%d %.1fh%.1f\"/>",
                        tenths == 0 ? "edge" : "grid", LEFT, y, x(to, from) - LEFT);
            }
            label((int) y + (tenths == 0 ? 0 : 7), tenths == 5 ? "speech" : tenths == 0 ? "0" : "1");
        }
        var path = new SvgPath(LEFT, bottom);
        for (int i = firstWindow(from); i < detection.windows(); i++) {
            long begin = i == 0 ? 0 : detection.windowEndMicros(i - 1);
            if (begin >= to) {
                break;
            }
            path.across(x(Math.max(begin, from), from))
                    .upright(half(bottom - clamped(detection.probability(i)) * PROBABILITY_HEIGHT))
                    .across(x(Math.min(detection.windowEndMicros(i), to), from));
        }
        add(
                "<path class=\"p\" stroke-width=\".8\" d=\"%s\"/>",
                path.upright(bottom).closed());
        limit(gate.startThreshold(), "4 3", x(to, from) - LEFT);
        limit(gate.stopThreshold(), "1 3", x(to, from) - LEFT);
    }

    private int firstWindow(long from) {
        int window = 0;
        while (window < detection.windows() - 1 && detection.windowEndMicros(window) <= from) {
            window++;
        }
        return window;
    }

    private static double clamped(float probability) {
        return probability >= 0 ? Math.min(1, probability) : 0;
    }

    private void limit(float threshold, String dashes, double width) {
        add(
                "<path class=\"limit\" d=\"M%d %.1fh%.1f\" stroke-dasharray=\"%s\"/>",
                LEFT, axis - threshold * PROBABILITY_HEIGHT, width, dashes);
    }

    private void decisions(long from, long to) {
        for (var event : detection.events()) {
            if (event.detectedAtMicros() < from || event.detectedAtMicros() >= to) {
                continue;
            }
            boolean start = event.type() == Detection.Type.START;
            add(
                    "<path class=\"%s\" d=\"M%.1f %dv%dM%.1f %dl%d 4.5l%d 4.5z\" stroke-width=\".8\"><title>%s decided at %.3f s, of %.3f s</title></path>",
                    start ? "start" : "end",
                    Math.min(x(event.detectedAtMicros(), from), WIDTH - 10),
                    decided,
                    axis - decided,
                    Math.min(x(event.detectedAtMicros(), from), WIDTH - 10),
                    decided,
                    start ? 7 : -7,
                    start ? -7 : 7,
                    start ? "start" : "end",
                    event.detectedAtMicros() / 1e6,
                    event.positionMicros() / 1e6);
        }
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Names of files may hold anything, and XML takes no control characters at all. */
    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
