package dev.baton.benchmarks.vad;

import static dev.baton.benchmarks.vad.Must.CROSS_VALIDATED;
import static dev.baton.benchmarks.vad.Must.PLAIN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code vad.md} and {@code vad.svg}: how well the detector tells speech, beside others.
 *
 * <pre>{@code
 * benchmarks/vad/run.sh              # measures everything and runs this
 * }</pre>
 *
 * From scores that are there already: {@code java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.vad.ResultsPage benchmarks/target/vad/scores benchmarks/results}.
 */
public final class ResultsPage {
    static final List<Double> TIMEOUTS_SECONDS = List.of(0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    /** Detectors and how the page calls them. */
    private static final Map<String, String> NAMES = names();

    private static final List<String> SOME = List.of(CROSS_VALIDATED, PLAIN, "webrtc3", "rnnoise", "silero6");
    private static final List<String> FOR_NOISE = List.of(CROSS_VALIDATED, PLAIN, "silero6", "webrtc3");
    private static final List<String> FOR_TURNS =
            List.of(CROSS_VALIDATED, PLAIN, "silero6", "livekit", "webrtc3", "oracle");
    private static final Map<String, String> LEVELS = new LinkedHashMap<>();

    static {
        LEVELS.put("0 dB", "");
        LEVELS.put("-12 dB", "-minus-12-db");
        LEVELS.put("+6 dB", "-plus-6-db");
    }

    private final Scores scores;
    private final StringBuilder page = new StringBuilder();

    ResultsPage(Scores scores) {
        this.scores = scores;
    }

    /** Arguments: the folder of scores, the folder of results. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: ResultsPage SCORES RESULTS");
            System.exit(2);
        }
        var scores = Scores.read(Path.of(arguments[0]));
        Path results = Files.createDirectories(Path.of(arguments[1]));
        Files.writeString(results.resolve("vad.md"), new ResultsPage(scores).markdown());
        Files.writeString(results.resolve("vad.svg"), new TurnsPlot().draw(scores));
        System.err.println("written: " + results.resolve("vad.md") + ", vad.svg");
    }

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put(CROSS_VALIDATED, "Baton, cross-validated");
        names.put(PLAIN, "Baton, plain");
        names.put("energy", "fixed energy");
        names.put("webrtc0", "WebRTC, mode 0");
        names.put("webrtc1", "WebRTC, mode 1");
        names.put("webrtc2", "WebRTC, mode 2");
        names.put("webrtc3", "WebRTC, mode 3");
        names.put("speexdsp", "speexdsp");
        names.put("rnnoise", "RNNoise");
        names.put("silero5", "Silero 5");
        names.put("silero6", "Silero 6");
        names.put("livekit", "LiveKit's wrapper of Silero");
        names.put("pipecat", "Pipecat's wrapper of Silero");
        names.put("oracle", "perfect labels");
        return names;
    }

    /** What the page calls a detector. */
    static String name(String detector) {
        return NAMES.getOrDefault(detector, detector);
    }

    String markdown() {
        begin();
        musts();
        besidePeers();
        byKindAndNoise();
        noiseFiles();
        turns();
        levels();
        section(
                "Cost",
                "Peers in C. `webrtc3` gives one answer per 20 ms, `webrtc3 twice 10 ms` two, as Baton does; speexdsp's detector cannot be had without the analysis of its preprocessor.");
        page.append(CostTable.markdown(scores.cost()));
        return page.toString();
    }

    private void begin() {
        var cost = scores.cost();
        page.append("# Voice activity detection: what is told apart, when, and at what cost\n\n");
        page.append(
                ("Measured by `benchmarks/vad/run.sh` on %s, %s processors, Java %s; times are medians of %s rounds in which all took turns, so compare within a table. %s labelled recordings: telephone calls, dictated"
                                + " numbers, sentences under noise, and noise alone. Frames are judged every 10 ms, 50 ms around each edge of speech left out. *Cross-validated*: with nothing in the detector that was fitted to the"
                                + " recording at hand; *plain*: as it is shipped. Detectors that give a probability per frame begin speech after 60 ms and end it after 200 ms; Baton's go through its own gate. `-` where"
                                + " there is no figure. The labels of the recordings without noise come from the energy of the clean source, which flatters detectors by energy there.%n%n")
                        .formatted(
                                cost.path("machine").asText("-"),
                                cost.path("processors").asText("-"),
                                cost.path("java").asText("-"),
                                cost.path("rounds").asText("-"),
                                scores.frames()
                                        .path(CROSS_VALIDATED)
                                        .path("all")
                                        .path("files")
                                        .asText("-")));
        page.append("![turns heard exactly once against delay](vad.svg)\n\n");
    }

    private void musts() {
        section("What was asked for", "The cross-validated figure decides.");
        page.append("| figure | must | aim | cross-validated | plain | reached? |\n|---|---:|---:|---:|---:|---|\n");
        Must.ALL.forEach(must -> page.append(must.row(scores)));
        page.append('\n');
    }

    private void besidePeers() {
        section(
                "Beside others, all recordings",
                "Best F1: at the threshold that suits the detector best. Missed at 5 %: speech missed where 5 % of the rest is taken for speech. Onset: from the true start of a turn to its detection. False starts: in recordings with speech, per minute without.");
        header(List.of(
                "detector",
                "AUC",
                "F1",
                "best F1",
                "missed at 5 %",
                "onset p50",
                "p95",
                "turns missed",
                "clipped > 100 ms",
                "noise only: starts/min",
                "active",
                "false starts/min"));
        NAMES.forEach((detector, name) -> {
            var cells = new ArrayList<String>();
            cells.add(ours(detector) ? "**" + name + "**" : name);
            for (Metric metric : List.of(
                    new Metric("auc", Unit.SHARE),
                    new Metric("f1", Unit.SHARE),
                    new Metric("f1best", Unit.SHARE),
                    new Metric("miss@fa5", Unit.PERCENT),
                    new Metric("onset50", Unit.MILLIS),
                    new Metric("onset95", Unit.MILLIS),
                    new Metric("missed", Unit.PERCENT),
                    new Metric("clip100", Unit.PERCENT),
                    new Metric("noise_min", Unit.PER_MINUTE),
                    new Metric("nact", Unit.PERCENT),
                    new Metric("false_min", Unit.PER_MINUTE))) {
                cells.add(metric.unit().print(scores.frame(detector, "all", metric.name())));
            }
            row(cells);
        });
        page.append('\n');
    }

    private static boolean ours(String detector) {
        return detector.equals(CROSS_VALIDATED) || detector.equals(PLAIN);
    }

    private record Metric(String name, Unit unit) {}

    private void byKindAndNoise() {
        section(
                "By kind of noise and by SNR",
                "`snr=real`: recordings as they were made; `snr=clean`: composed without noise.");
        var groups = new ArrayList<String>(scores.groups("noise="));
        groups.addAll(scores.groups("snr="));
        groupTable("AUC", groups, "auc", Unit.SHARE);
        groupTable("F1", groups, "f1", Unit.SHARE);
        groupTable("Onset, median", groups, "onset50", Unit.MILLIS);
        groupTable("Turns missed", groups, "missed", Unit.PERCENT);
        groupTable("Noise only: starts per minute", groups, "noise_min", Unit.PER_MINUTE);
        groupTable("Noise only: time taken for speech", groups, "nact", Unit.PERCENT);
    }

    private void groupTable(String title, Collection<String> groups, String metric, Unit unit) {
        page.append("### ").append(title).append("\n\n");
        header(heads("recordings", SOME));
        for (String group : groups) {
            ToDoubleFunction<String> figure = detector -> scores.frame(detector, group, metric);
            // Nothing to be told of any detector: no turn or no recording without one is in this group.
            if (SOME.stream().anyMatch(detector -> !Double.isNaN(figure.applyAsDouble(detector)))) {
                row(cells("`" + group + "`", SOME, detector -> unit.print(figure.applyAsDouble(detector))));
            }
        }
        page.append('\n');
    }

    private void noiseFiles() {
        section("Noise alone, recording by recording", "Starts per minute; time taken for speech.");
        header(heads("recording", FOR_NOISE));
        for (String recording : scores.recordingsWithoutSpeech()) {
            row(cells(
                    recording,
                    FOR_NOISE,
                    detector -> pair(
                            Unit.PER_MINUTE.print(scores.noise(recording, detector, "noise_min")),
                            Unit.PERCENT.print(scores.noise(recording, detector, "nact")))));
        }
        page.append('\n');
    }

    private void turns() {
        section(
                "Turns by a plain time-out",
                "Composed recordings. Turns that were heard exactly once, neither split nor merged; their median delay. Even perfect labels split dictated numbers: the time-out is fixed.");
        header(heads("time-out", FOR_TURNS));
        for (double timeout : TIMEOUTS_SECONDS) {
            row(cells(
                    Unit.MILLIS.print(timeout),
                    FOR_TURNS,
                    detector -> pair(
                            Unit.PERCENT.print(scores.turn(detector, timeout, "once")),
                            Unit.MILLIS.print(scores.turn(detector, timeout, "eou50")))));
        }
        page.append('\n');
    }

    private void levels() {
        section("Level", "AUC of the same recordings, softer and louder.");
        header(heads("level", List.of(CROSS_VALIDATED, PLAIN)));
        LEVELS.forEach((level, ending) -> row(cells(
                level,
                List.of(CROSS_VALIDATED, PLAIN),
                way -> Unit.SHARE.print(scores.frame(way + ending, "all", "auc")))));
        page.append('\n');
    }

    private void section(String title, @Nullable String text) {
        page.append("## ").append(title).append("\n\n");
        if (text != null) {
            page.append(text).append("\n\n");
        }
    }

    private static List<String> heads(String first, List<String> detectors) {
        var heads = new ArrayList<String>();
        heads.add(first);
        detectors.forEach(detector -> heads.add(name(detector)));
        return heads;
    }

    private static List<String> cells(String first, List<String> detectors, UnaryOperator<String> cell) {
        var cells = new ArrayList<String>();
        cells.add(first);
        detectors.forEach(detector -> cells.add(cell.apply(detector)));
        return cells;
    }

    private static String pair(String first, String second) {
        return first.equals("-") && second.equals("-") ? "-" : first + "; " + second;
    }

    private void header(List<String> heads) {
        row(heads);
        page.append("|---|").append("---:|".repeat(heads.size() - 1)).append('\n');
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
