package dev.baton.benchmarks.vad;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.benchmarks.Machine;
import dev.baton.benchmarks.PeerProgram;
import dev.baton.benchmarks.VadFrame;
import dev.baton.vad.VoiceActivityDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jol.info.GraphLayout;

/**
 * The detector's time, allocation and state beside the time of others, on the same audio. Each round goes through all detectors before the next round begins, so that a busy moment of the machine meets
 * all; medians of rounds are compared.
 *
 * <pre>{@code
 * benchmarks/vad/cost.sh              # builds the peers and runs this
 * }</pre>
 */
public final class Cost {
    /** Label of our own detector in the output. */
    static final String OURS = "Baton";

    private static final List<Integer> RATES_HZ = List.of(8000, 16_000);
    private static final String PEER_SECONDS = "1";

    private final String detector;
    private final int rounds;
    private final List<String> drivers;
    private final Path folder;

    private Cost(String detector, int rounds, List<String> drivers, Path folder) {
        this.detector = detector;
        this.rounds = rounds;
        this.drivers = drivers;
        this.folder = folder;
    }

    /** Arguments: where the figures go, rounds, packages of peers that could not be built in one word, and the peers' drivers. */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        if (arguments.length < 3) {
            System.err.println("usage: Cost OUT.json ROUNDS LEFT_OUT [PEERS_DRIVER..]");
            System.exit(2);
        }
        var drivers = List.of(arguments).subList(3, arguments.length);
        var folder = Files.createTempDirectory("baton-vad");
        try {
            var cost = new Cost(detector(), Integer.parseInt(arguments[1]), drivers, folder);
            var figures = cost.measure(arguments[2]);
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(Path.of(arguments[0]).toFile(), figures);
            System.out.print(CostTable.markdown(figures));
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** That of the benchmark. */
    private static String detector() {
        try {
            return VadFrame.class
                    .getField("detector")
                    .getAnnotation(Param.class)
                    .value()[0];
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private ObjectNode measure(String leftOut) throws IOException, InterruptedException, RunnerException {
        var figures = new ObjectMapper().createObjectNode();
        figures.put("machine", Machine.processor());
        figures.put("processors", Runtime.getRuntime().availableProcessors());
        figures.put("java", System.getProperty("java.version"));
        figures.put("rounds", rounds);
        var missing = figures.putArray("leftOut");
        Arrays.stream(leftOut.split(" ", -1)).filter(name -> !name.isEmpty()).forEach(missing::add);
        var rates = figures.putObject("rates");
        for (int rateHz : RATES_HZ) {
            System.err.println(rateHz + " Hz");
            measure(rateHz, rates.putObject(String.valueOf(rateHz)));
        }
        return figures;
    }

    private void measure(int rateHz, ObjectNode figures) throws IOException, InterruptedException, RunnerException {
        Path audio = PeerProgram.write(CallAudio.samples(rateHz), folder.resolve("call.raw"));
        var times = new LinkedHashMap<String, List<Double>>();
        double allocated = 0;
        for (int round = 0; round < rounds; round++) {
            var ours = benchmark(rateHz);
            add(times, OURS, ours.getPrimaryResult().getStatistics().getPercentile(50));
            var allocation = ours.getSecondaryResults().get("gc.alloc.rate.norm");
            allocated = Math.max(allocated, allocation == null ? Double.NaN : allocation.getScore());
            for (String driver : drivers) {
                for (String name : PeerProgram.run(List.of(driver, "list"))) {
                    String line = PeerProgram.run(List.of(
                                    driver, "time", name, String.valueOf(rateHz), audio.toString(), PEER_SECONDS))
                            .get(0);
                    add(times, name, Double.parseDouble(line.substring(0, line.indexOf(' '))));
                }
            }
        }
        times.forEach((name, nanos) -> figures.putObject(name).put("nanos", median(nanos)));
        figures.withObject("/" + OURS).put("allocatedBytes", allocated).put("stateBytes", stateBytes(detector, rateHz));
    }

    private RunResult benchmark(int rateHz) throws RunnerException {
        var options = new OptionsBuilder()
                .include("\\." + VadFrame.class.getSimpleName() + "\\.")
                .param("sampleRateHz", String.valueOf(rateHz))
                .param("detector", detector)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                // JMH itself allocates some kilobytes per iteration, which must be little per frame.
                .measurementTime(TimeValue.seconds(1))
                .addProfiler("gc")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).run().iterator().next();
    }

    /** What one more stream keeps in the heap after half a minute: the objects of two detectors less those of one, so that tables which they share do not count. */
    static long stateBytes(String name, int rateHz) {
        // Records can be laid out only so.
        System.setProperty("jol.magicFieldOffset", "true");
        short[] call = CallAudio.samples(rateHz);
        var one = listen(name, rateHz, call);
        var other = listen(name, rateHz, call);
        return GraphLayout.parseInstance(one, other).totalSize()
                - GraphLayout.parseInstance(one).totalSize();
    }

    private static VoiceActivityDetector listen(String name, int rateHz, short[] call) {
        var detector = VadFrame.create(name, rateHz);
        int window = detector.windowSamples();
        for (int offset = 0; offset + window <= call.length; offset += window) {
            detector.speechProbability(call, offset);
        }
        return detector;
    }

    private static void add(Map<String, List<Double>> times, String name, double nanos) {
        times.computeIfAbsent(name, none -> new ArrayList<>()).add(nanos);
    }

    private static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
