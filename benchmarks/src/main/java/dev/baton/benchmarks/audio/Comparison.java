package dev.baton.benchmarks.audio;

import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The audio core beside what others use for the same, in one run and on the same data: speech for the times, tones for the quality. Rounds go through all converters of a pair of rates before the next
 * pair; medians of rounds are compared.
 *
 * <pre>{@code
 * benchmarks/audio/run.sh              # builds the peers and runs this; results in benchmarks/results/
 * }</pre>
 */
public final class Comparison {
    /** What a quality has to be faster than. */
    private static final Map<ResamplerQuality, String> RIVALS = Map.of(
            ResamplerQuality.FAST, "swr:32", ResamplerQuality.BALANCED, "speex:5", ResamplerQuality.HIGH, "speex:7");

    private final Peers peers;
    private final int rounds;
    private final Path results;

    private Comparison(Peers peers, int rounds, Path results) {
        this.peers = peers;
        this.rounds = rounds;
        this.results = results;
    }

    /** Arguments: results folder, rounds, and, where there are any, the driver and the Python script of the peers. */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        if (arguments.length < 2 || arguments.length > 4) {
            System.err.println("usage: Comparison RESULTS ROUNDS [PEERS_DRIVER [AUDIOOP_SCRIPT]]");
            System.exit(2);
        }
        var folder = Files.createTempDirectory("baton-audio");
        try {
            var peers = new Peers(path(arguments, 2), path(arguments, 3), folder);
            new Comparison(peers, Integer.parseInt(arguments[1]), Path.of(arguments[0])).run();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static @Nullable Path path(String[] arguments, int index) {
        return arguments.length > index ? Path.of(arguments[index]) : null;
    }

    private void run() throws IOException, InterruptedException, RunnerException {
        Files.createDirectories(results);
        var tables = new LinkedHashMap<String, List<Row>>();
        for (String rates : pairsOfRates()) {
            System.err.println(rates);
            tables.put(rates, compare(rates));
        }
        try (var out = new PrintStream(Files.newOutputStream(results.resolve("resampling.md")), false, "UTF-8")) {
            new ResamplingTable(RIVALS, rounds).print(tables, out);
        }
        Files.writeString(results.resolve("resampling.svg"), new ResamplingPlot().draw(tables));
        try (var out = new PrintStream(Files.newOutputStream(results.resolve("audio-path.md")), false, "UTF-8")) {
            printPath(out);
        }
        System.err.println("written: " + results.resolve("resampling.md") + ", resampling.svg, audio-path.md");
    }

    /** Those of the benchmark. */
    private static String[] pairsOfRates() {
        try {
            return Resampling.class.getField("rates").getAnnotation(Param.class).value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private List<Row> compare(String rates) throws IOException, InterruptedException, RunnerException {
        int inHz = Integer.parseInt(rates.substring(0, rates.indexOf(':')));
        int outHz = Integer.parseInt(rates.substring(rates.indexOf(':') + 1));
        short[] speech = Speech.samples(inHz);
        var times = new TreeMap<String, List<Double>>();
        var lags = new TreeMap<String, Double>();
        var names = peers.names();
        for (int round = 0; round < rounds; round++) {
            for (RunResult result : benchmark("audio.Resampling", Map.of("rates", rates))) {
                String quality = result.getParams().getParam("quality");
                add(times, quality, median(result) / (outHz / 50.0));
            }
            for (String name : names) {
                var converted = peers.convert(name, inHz, outHz, speech, 0.4);
                add(times, name, converted.nanosPerOutput());
                lags.put(name, converted.lagMillis());
            }
        }
        var probe = new Probe(inHz, outHz);
        var rows = new ArrayList<Row>();
        for (ResamplerQuality quality : ResamplerQuality.values()) {
            double delay = Resamplers.create(inHz, outHz, quality).delay().toNanos() / 1e6;
            rows.add(new Row(
                    quality.name(),
                    true,
                    median(times.getOrDefault(quality.name(), List.of())),
                    delay,
                    probe.measure(convert(inHz, outHz, quality, probe.signal()))));
        }
        for (String name : names) {
            rows.add(new Row(
                    name,
                    false,
                    median(times.getOrDefault(name, List.of())),
                    lags.getOrDefault(name, 0.0),
                    probe.measure(
                            peers.convert(name, inHz, outHz, probe.signal(), 0).out())));
        }
        return rows;
    }

    /** In step with the input: without the delay at the beginning. */
    private static short[] convert(int inHz, int outHz, ResamplerQuality quality, short[] in) {
        var resampler = Resamplers.create(inHz, outHz, quality);
        var out = new short[resampler.maxOutput(in.length) + resampler.delaySamples()];
        int count = resampler.resample(in, 0, in.length, out, 0);
        count += resampler.flush(out, count);
        return Arrays.copyOfRange(out, resampler.delaySamples(), count);
    }

    private void printPath(PrintStream out) throws IOException, InterruptedException, RunnerException {
        var table = new PathTable(out);
        table.begin();
        short[] speech = Speech.samples(8000);
        var g711 = new TreeMap<String, Map<String, Double>>();
        for (int round = 0; round < rounds; round++) {
            for (RunResult result : benchmark("audio.Companding", Map.of())) {
                String label = result.getPrimaryResult().getLabel();
                g711.computeIfAbsent("Baton", peer -> new TreeMap<>())
                        .merge(label, median(result) / Companding.SAMPLES, Math::min);
            }
            for (String peer : List.of("FFmpeg", "audioop")) {
                for (String line : peers.g711(peer, speech, 1)) {
                    String[] fields = line.split(" ", -1);
                    String law = fields[0].equals("mulaw") ? "Mulaw" : "Alaw";
                    var figures = g711.computeIfAbsent(peer, name -> new TreeMap<>());
                    figures.merge("encode" + law, Double.parseDouble(fields[1]), Math::min);
                    figures.merge("decode" + law, Double.parseDouble(fields[2]), Math::min);
                }
            }
        }
        table.g711(g711);
        table.framing(benchmark("audio.Framing", Map.of()));
        // Long enough that what JMH allocates per iteration is nothing per second of a call.
        table.calls(benchmark("audio.TelephonePath", Map.of(), TimeValue.seconds(4)));
    }

    private Collection<RunResult> benchmark(String name, Map<String, String> parameters) throws RunnerException {
        return benchmark(name, parameters, TimeValue.milliseconds(300));
    }

    private Collection<RunResult> benchmark(String name, Map<String, String> parameters, TimeValue iteration)
            throws RunnerException {
        var options = new OptionsBuilder()
                .include("\\." + name.replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(iteration)
                .addProfiler("gc")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        Options built = options.build();
        return new Runner(built).run();
    }

    private static void add(Map<String, List<Double>> times, String name, double nanos) {
        times.computeIfAbsent(name, none -> new ArrayList<>()).add(nanos);
    }

    /** Of iterations: one that a neighbour of the machine disturbed does not count, as it would in a mean. */
    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /**
     * One converter at one pair of rates.
     *
     * @param nanos per output sample
     * @param delayMillis filter and buffering together
     */
    record Row(String name, boolean ours, double nanos, double delayMillis, Probe.Seen seen) {}
}
