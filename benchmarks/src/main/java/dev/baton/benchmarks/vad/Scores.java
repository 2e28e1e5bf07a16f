package dev.baton.benchmarks.vad;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the judges wrote; whatever is not there, or says nothing where it stands, is not a number.
 *
 * @param frames per detector, per group of recordings, per metric
 * @param turns per detector, a list by time-out {@code T} in seconds of metrics
 * @param noise per recording without speech, per detector, under {@code all}, per metric
 * @param cost see {@link Cost}
 */
record Scores(JsonNode frames, JsonNode turns, JsonNode noise, JsonNode cost) {
    /** Shares that are 0 where there was nothing to share. */
    private static final Set<String> OF_TURNS = Set.of("missed", "clip100", "pre");

    static JsonMapper mapper() {
        // Python writes what is not a number as NaN.
        return JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /** From a folder with {@code frames/DETECTOR.json}, {@code turns/DETECTOR.json}, {@code noise/RECORDING/DETECTOR.json} and {@code cost.json}. */
    static Scores read(Path folder) throws IOException {
        var noise = mapper().createObjectNode();
        for (Path recording : list(folder.resolve("noise"))) {
            noise.set(String.valueOf(recording.getFileName()), merged(recording));
        }
        return new Scores(
                merged(folder.resolve("frames")),
                merged(folder.resolve("turns")),
                noise,
                mapper().readTree(folder.resolve("cost.json").toFile()));
    }

    private static ObjectNode merged(Path folder) throws IOException {
        var all = mapper().createObjectNode();
        for (Path file : list(folder)) {
            all.setAll((ObjectNode) mapper().readTree(file.toFile()));
        }
        return all;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    double frame(String detector, String group, String metric) {
        return value(frames.path(detector).path(group), metric);
    }

    double turn(String detector, double timeoutSeconds, String metric) {
        for (JsonNode one : turns.path(detector)) {
            if (Math.abs(one.path("T").asDouble() - timeoutSeconds) < 1e-6) {
                return one.path(metric).asDouble(Double.NaN);
            }
        }
        return Double.NaN;
    }

    double noise(String recording, String detector, String metric) {
        return value(noise.path(recording).path(detector).path("all"), metric);
    }

    /** How much lower the area under the curve is for another level of the recordings. */
    double lossAt(String detector, String level) {
        return frame(detector, "all", "auc") - frame(detector + level, "all", "auc");
    }

    /** Of all detectors, in order. */
    Set<String> groups(String prefix) {
        var names = new TreeSet<String>();
        frames.forEach(detector -> detector.fieldNames().forEachRemaining(group -> {
            if (group.startsWith(prefix)) {
                names.add(group);
            }
        }));
        return names;
    }

    Set<String> recordingsWithoutSpeech() {
        var names = new TreeSet<String>();
        noise.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static double value(JsonNode group, String metric) {
        boolean nothingToMiss = OF_TURNS.contains(metric) && group.path("turns").asInt(1) == 0;
        boolean nothingToFind =
                metric.startsWith("f1") && Double.isNaN(group.path("auc").asDouble(Double.NaN));
        return nothingToMiss || nothingToFind ? Double.NaN : group.path(metric).asDouble(Double.NaN);
    }
}
