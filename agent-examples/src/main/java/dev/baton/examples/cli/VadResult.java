package dev.baton.examples.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.examples.detection.Detection;
import dev.baton.examples.detection.DetectionScore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of one recording, or of several together.
 *
 * @param workNanos that reading, converting and detecting took
 * @param score where the truth is known
 */
record VadResult(long lengthMicros, long speechMicros, int starts, long workNanos, Optional<DetectionScore> score) {
    static VadResult of(Detection detection, long workNanos, Optional<DetectionScore> score) {
        return new VadResult(detection.lengthMicros(), detection.speechMicros(), detection.starts(), workNanos, score);
    }

    static VadResult all(Collection<VadResult> results) {
        return results.stream().reduce(new VadResult(0, 0, 0, 0, Optional.empty()), VadResult::plus);
    }

    private VadResult plus(VadResult other) {
        return new VadResult(
                lengthMicros + other.lengthMicros,
                speechMicros + other.speechMicros,
                starts + other.starts,
                workNanos + other.workNanos,
                score.isEmpty() || other.score.isEmpty()
                        ? score.or(other::score)
                        : Optional.of(score.get().plus(other.score.get())));
    }

    double speechPercent() {
        return 100.0 * speechMicros / lengthMicros;
    }

    double startsPerMinute() {
        return starts * 60e6 / lengthMicros;
    }

    /** Seconds of audio in a second of work. */
    double timesRealTime() {
        return lengthMicros * 1e3 / Math.max(1, workNanos);
    }

    OptionalDouble f1Percent() {
        var f1 = score.map(DetectionScore::f1).orElse(OptionalDouble.empty());
        return f1.isEmpty() ? f1 : OptionalDouble.of(100 * f1.getAsDouble());
    }

    OptionalDouble onsetMillis() {
        var micros = score.map(DetectionScore::onsetMedianMicros).orElse(OptionalDouble.empty());
        return micros.isEmpty() ? micros : OptionalDouble.of(micros.getAsDouble() / 1e3);
    }

    /** The same figures for programs; what is not known is left out. */
    ObjectNode json(Path file) {
        var line = JsonNodeFactory.instance.objectNode().put("type", "vad").put("file", file.toString());
        line.put("length_s", lengthMicros / 1e6);
        line.put("speech_percent", rounded(speechPercent()));
        line.put("starts", starts).put("starts_per_minute", rounded(startsPerMinute()));
        line.put("times_real_time", rounded(timesRealTime()));
        f1Percent().ifPresent(percent -> line.put("f1_percent", rounded(percent)));
        onsetMillis().ifPresent(millis -> line.put("onset_median_ms", rounded(millis)));
        return line;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
