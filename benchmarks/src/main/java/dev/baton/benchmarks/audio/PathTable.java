package dev.baton.benchmarks.audio;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** {@code audio-path.md}: codecs, framing, and a telephone call's second. */
final class PathTable {
    private static final int FRAMING_GOAL_NANOS = 30;

    private final PrintStream out;

    PathTable(PrintStream out) {
        this.out = out;
    }

    void begin() {
        out.println("# The audio path: codecs, framing, a second of a call");
        out.println();
        out.printf(
                "Measured by `benchmarks/audio/run.sh`, Java %s; one run, so compare within a table. Allocation is JMH's `gc.alloc.rate.norm`; what is below a byte is its own.%n",
                System.getProperty("java.version"));
        out.println();
    }

    /** @param figures by peer and operation, ns per sample */
    void g711(Map<String, Map<String, Double>> figures) {
        out.println("## G.711, 160 samples of speech at a time, ns per sample");
        out.println();
        out.println("| operation | Baton | FFmpeg | audioop | Baton / FFmpeg | Baton / audioop |");
        out.println("|---|---:|---:|---:|---:|---:|");
        var ours = figures.getOrDefault("Baton", Map.of());
        for (String operation : List.of("encodeMulaw", "decodeMulaw", "encodeAlaw", "decodeAlaw")) {
            double own = ours.getOrDefault(operation, Double.NaN);
            double ffmpeg = figures.getOrDefault("FFmpeg", Map.of()).getOrDefault(operation, Double.NaN);
            double audioop = figures.getOrDefault("audioop", Map.of()).getOrDefault(operation, Double.NaN);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s |%n",
                    operation,
                    figure(own),
                    figure(ffmpeg),
                    figure(audioop),
                    figure(own / ffmpeg),
                    figure(own / audioop));
        }
        out.println();
    }

    void framing(Collection<RunResult> results) {
        out.println("## Framing and decoding, chunks of 333 bytes, ns per frame of 20 ms");
        out.println();
        out.println("| encoding | rate, Hz | bytes lie | ns | goal | B/op |");
        out.println("|---|---:|---|---:|---|---:|");
        for (RunResult result : results) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %s | %s |%n",
                    result.getParams().getParam("encoding"),
                    result.getParams().getParam("rateHz"),
                    result.getParams().getParam("memory").equals("heap") ? "in the heap" : "outside it",
                    result.getPrimaryResult().getScore(),
                    framingGoal(result),
                    allocated(result));
        }
        out.println();
    }

    private static String framingGoal(RunResult result) {
        var params = result.getParams();
        if (!params.getParam("encoding").equals("LINEAR16")
                || !params.getParam("rateHz").equals("16000")) {
            return "";
        }
        return result.getPrimaryResult().getScore() <= FRAMING_GOAL_NANOS
                ? Integer.toString(FRAMING_GOAL_NANOS)
                : FRAMING_GOAL_NANOS + " NOT REACHED";
    }

    void calls(Collection<RunResult> results) {
        out.println("## A second of a telephone call");
        out.println();
        out.println(
                "Mu-law at 8 kHz in, framed, decoded, taken to 16 kHz; a voice of 16 kHz taken back to 8 kHz and encoded. 1,000 calls take turns on one thread.");
        out.println();
        out.println("| quality | µs of CPU per second of a call | calls per core, if that were all | B/op |");
        out.println("|---|---:|---:|---:|");
        for (RunResult result : results) {
            double micros = result.getPrimaryResult().getScore();
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %,d | %s |%n",
                    result.getParams().getParam("quality"),
                    micros,
                    Math.round(1e6 / micros / 100) * 100,
                    allocated(result));
        }
    }

    @SuppressWarnings("rawtypes") // as JMH declares them
    private static String allocated(RunResult result) {
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
        return bytes < 0.5 ? "0" : String.format(Locale.ROOT, "%.1f", bytes);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
