package dev.baton.benchmarks.vad;

import dev.baton.benchmarks.VadFrame;
import dev.baton.benchmarks.audio.Speech;
import dev.baton.transport.WavAudioSource;
import dev.baton.vad.SpeechGate;
import dev.baton.vad.SpeechGateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the detector and the gate say to every recording of a folder, for programs that know the truth to judge: per recording {@code NAME.csv} with {@code time_s,probability}, the time being the end of the
 * window, and {@code NAME.events.csv} with {@code detected_at_s,type,position_s}.
 *
 * <p>The folder {@code plain} holds what the detector says as it is shipped, {@code cross-validated} what it says with nothing in it that was fitted to the recording at hand; both again for the recordings
 * made softer by 12 dB and louder by 6 dB. A detector of which nothing was fitted says the same in both.
 */
public final class Evaluate {
    private static final String DETECTOR = "energy";

    /** Ends of the folders' names, and gain in dB. */
    private static final Map<String, Double> GAINS =
            new TreeMap<>(Map.of("", 0.0, "-minus-12-db", -12.0, "-plus-6-db", 6.0));

    private Evaluate() {}

    /** Arguments: the folder of recordings, the folder for the folders of answers. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: Evaluate DATA OUT");
            System.exit(2);
        }
        List<Path> recordings;
        try (var files = Files.list(Path.of(arguments[0]))) {
            recordings = files.filter(file -> file.toString().endsWith(".wav"))
                    .sorted()
                    .toList();
        }
        for (Path recording : recordings) {
            var file = WavAudioSource.open(recording);
            short[] samples = Speech.samples(file);
            String name = String.valueOf(recording.getFileName()).replaceFirst("\\.wav$", "");
            for (var gain : GAINS.entrySet()) {
                var answers = listen(
                        amplified(samples, gain.getValue()), file.format().sampleRateHz());
                for (String judged : List.of("plain", "cross-validated")) {
                    Path folder = Files.createDirectories(Path.of(arguments[1], judged + gain.getKey()));
                    Files.writeString(folder.resolve(name + ".csv"), answers.probabilities());
                    Files.writeString(folder.resolve(name + ".events.csv"), answers.events());
                }
            }
        }
    }

    private record Answers(String probabilities, String events) {}

    private static Answers listen(short[] samples, int rateHz) {
        var detector = VadFrame.create(DETECTOR, rateHz);
        int window = detector.windowSamples();
        var gate = new SpeechGate(SpeechGateConfig.defaults(), rateHz, window);
        var probabilities = new StringBuilder("time_s,probability\n");
        var events = new StringBuilder("detected_at_s,type,position_s\n");
        for (int offset = 0; offset + window <= samples.length; offset += window) {
            float probability = detector.speechProbability(samples, offset);
            probabilities.append(line("%.4f,%.4f%n", (double) (offset + window) / rateHz, probability));
            switch (gate.accept(probability)) {
                case STARTED -> events.append(event(gate.position(), "start", gate.onsetPosition(), rateHz));
                case ENDED -> events.append(event(gate.position(), "end", gate.endPosition(), rateHz));
                case SPIKE, NONE -> {}
            }
        }
        if (gate.speaking()) {
            events.append(event(gate.position(), "end", gate.position(), rateHz));
        }
        return new Answers(probabilities.toString(), events.toString());
    }

    private static String event(long detectedAt, String type, long position, int rateHz) {
        return line("%.4f,%s,%.4f%n", (double) detectedAt / rateHz, type, (double) position / rateHz);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static short[] amplified(short[] samples, double gainDb) {
        double factor = Math.pow(10, gainDb / 20);
        var louder = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            long value = Math.round(samples[i] * factor);
            louder[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
        }
        return louder;
    }
}
