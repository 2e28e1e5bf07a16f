package dev.baton.benchmarks.audio;

import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.benchmarks.Machine;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code resampling.md}: what was asked for, reached or not, then every converter. */
final class ResamplingTable {
    private final Map<ResamplerQuality, String> rivals;
    private final int rounds;

    ResamplingTable(Map<ResamplerQuality, String> rivals, int rounds) {
        this.rivals = rivals;
        this.rounds = rounds;
    }

    void print(Map<String, List<Comparison.Row>> tables, PrintStream out) {
        out.println("# Sample-rate conversion: time, delay, quality");
        out.println();
        out.printf(
                Locale.ROOT,
                "Measured by `benchmarks/audio/run.sh` on %s, %d processors, Java %s. Signed 16-bit speech in and out, 20 ms at a time; ns are per output sample, medians of %d rounds in which all converters"
                        + " took turns. Delay is what the output is behind the input, buffering included. Quality is measured on tones, 1 dB below full scale."
                        + " A figure depends on the machine and its neighbours: compare within a table.%n",
                Machine.processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                rounds);
        out.println();
        out.println("![time against rejection](resampling.svg)");
        out.println();
        goals(tables, out);
        tables.forEach((rates, rows) -> table(rates, rows, out));
    }

    private void goals(Map<String, List<Comparison.Row>> tables, PrintStream out) {
        out.println("## Against the converter of each class");
        out.println();
        out.println(
                "Time as a part of the rival's; in brackets the goal. `-` where the rival could not be built here.");
        out.println();
        out.println("| rates | FAST / swr:32 | BALANCED / speex:5 | HIGH / speex:7 | HIGH / soxr:HQ, its delay |");
        out.println("|---|---|---|---|---|");
        tables.forEach((rates, rows) -> {
            out.printf("| %s |", rates.replace(":", " → "));
            for (ResamplerQuality quality : ResamplerQuality.values()) {
                out.printf(" %s |", ratio(rates, quality, rows));
            }
            var soxr = row(rows, "soxr:HQ");
            var high = row(rows, "HIGH");
            out.println(
                    soxr == null || high == null
                            ? " - |"
                            : String.format(
                                    Locale.ROOT, " %.2f, %.0f ms |", high.nanos() / soxr.nanos(), soxr.delayMillis()));
        });
        out.println();
    }

    private String ratio(String rates, ResamplerQuality quality, List<Comparison.Row> rows) {
        var ours = row(rows, quality.name());
        var rival = row(rows, rivals.getOrDefault(quality, ""));
        if (ours == null || rival == null) {
            return "-";
        }
        double ratio = ours.nanos() / rival.nanos();
        boolean smallNumbers = !rates.startsWith("44100") && !rates.startsWith("11025");
        boolean telephone = rates.equals("8000:16000") || rates.equals("16000:8000");
        boolean wanted = quality == ResamplerQuality.FAST && !telephone;
        double goal = quality == ResamplerQuality.FAST || smallNumbers ? 1 : 0.2;
        String missed = missed(quality, ours.seen(), rival.seen());
        String verdict = ratio > goal ? "NOT REACHED" : missed.isEmpty() ? "" : "QUALITY: " + missed;
        return String.format(Locale.ROOT, "%.2f (%s%.1f) %s", ratio, wanted ? "~" : "", goal, verdict)
                .strip();
    }

    /** The quality that goes with the goal; empty if it is there. */
    private static String missed(ResamplerQuality quality, Probe.Seen ours, Probe.Seen rival) {
        return switch (quality) {
            case FAST -> ours.rejectionDb() < rival.rejectionDb() || ours.edgeDb() < rival.edgeDb() ? "below it" : "";
            case BALANCED ->
                ours.rejectionDb() < 100
                        ? "rejection below 100 dB"
                        : ours.edgeDb() < 70 ? "edge below 70 dB" : ours.minus3Db() < 0.90 ? "-3 dB below 0.90" : "";
            case HIGH ->
                ours.rejectionDb() < 105
                        ? "rejection below 105 dB"
                        : ours.edgeDb() < 100
                                ? "edge below 100 dB"
                                : ours.minus3Db() < 0.94
                                        ? "-3 dB below 0.94"
                                        : ours.rippleDb() > 0.01 ? "ripple above 0.01 dB" : "";
        };
    }

    private static void table(String rates, List<Comparison.Row> rows, PrintStream out) {
        out.printf("## %s Hz%n%n", rates.replace(":", " → "));
        out.println(
                "| converter | ns | delay, ms | image to 0.9, dB | image to 0.98 | alias beyond 1.15 | alias from 1.005 | ripple to 0.9 | -3 dB at |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        rows.stream()
                .sorted((a, b) -> Double.compare(a.nanos(), b.nanos()))
                .forEach(row -> out.printf(
                        Locale.ROOT,
                        "| %s | %.2f | %.1f | %s | %s | %s | %s | %.3f | %s |%n",
                        row.ours() ? "**Baton " + row.name() + "**" : row.name(),
                        row.nanos(),
                        row.delayMillis(),
                        decibels(row.seen().imageDb()),
                        decibels(row.seen().edgeImageDb()),
                        decibels(row.seen().aliasDb()),
                        decibels(row.seen().edgeAliasDb()),
                        row.seen().rippleDb(),
                        row.seen().minus3Db() == 1
                                ? "> 0.98"
                                : String.format(Locale.ROOT, "%.3f", row.seen().minus3Db())));
        out.println();
    }

    private static String decibels(double value) {
        return Double.isInfinite(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static Comparison.@Nullable Row row(List<Comparison.Row> rows, String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElse(null);
    }
}
