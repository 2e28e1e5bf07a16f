package dev.baton.benchmarks.vad;

import dev.baton.BatonException;
import dev.baton.benchmarks.VadFrame;
import dev.baton.benchmarks.vad.training.CrossValidation;
import dev.baton.benchmarks.vad.training.Listening;
import dev.baton.benchmarks.vad.training.Recording;
import dev.baton.benchmarks.vad.training.Recordings;
import dev.baton.benchmarks.vad.training.TrainingPlan;
import dev.baton.examples.detection.DetectionFiles;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.energy.EnergyDetector;
import dev.baton.vad.energy.SpeechModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the detector and the gate say to every recording of a folder, for programs that know the truth to judge: per recording {@code NAME.csv} with {@code time_s,probability}, the time being the end of the
 * window, {@code NAME.events.csv} with {@code detected_at_s,type,position_s}, and {@code NAME.segments.csv} with {@code start_s,end_s}.
 *
 * <p>The folder {@code plain} holds what the detector says as it is shipped, {@code cross-validated} what it says with a network that was trained in the same way and has heard nothing that has the recording's
 * noise, or its speaker if it has none; both again for the recordings made softer by 12 dB and louder by 6 dB. The networks are trained first, which takes minutes.
 */
public final class Evaluate {
    private static final String DETECTOR = "energy";

    /** Ends of the folders' names, and gain in dB. */
    private static final Map<String, Double> GAINS =
            new TreeMap<>(Map.of("", 0.0, "-minus-12-db", -12.0, "-plus-6-db", 6.0));

    private final Path out;
    private final Map<String, SpeechModel> models;

    private Evaluate(Path out, Map<String, SpeechModel> models) {
        this.out = out;
        this.models = models;
    }

    /** Arguments: the folder of recordings, the folder for the folders of answers. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: Evaluate DATA OUT");
            System.exit(2);
        }
        try {
            run(Path.of(arguments[0]), Path.of(arguments[1]), TrainingPlan.defaults());
        } catch (BatonException e) {
            System.err.println(e.report());
            System.exit(1);
        }
    }

    static void run(Path data, Path out, TrainingPlan plan) throws IOException {
        var recordings = Recordings.read(List.of(data));
        int threads = Runtime.getRuntime().availableProcessors();
        var models = new CrossValidation(plan, threads, System.err::println).models(recordings);
        var evaluate = new Evaluate(out, models);
        for (Recording recording : recordings.all()) {
            evaluate.listen(recording);
        }
    }

    private void listen(Recording recording) throws IOException {
        SpeechModel model = models.get(recording.fold());
        if (model == null) {
            throw new AssertionError("no network for a fold, fold=" + recording.fold());
        }
        for (var gain : GAINS.entrySet()) {
            short[] samples = amplified(recording.samples(), gain.getValue());
            int rateHz = recording.rateHz();
            answer("plain" + gain.getKey(), recording, samples, VadFrame.create(DETECTOR, rateHz));
            answer("cross-validated" + gain.getKey(), recording, samples, new EnergyDetector(rateHz, model));
        }
    }

    private void answer(String folder, Recording recording, short[] samples, VoiceActivityDetector detector)
            throws IOException {
        try (detector) {
            DetectionFiles.write(
                    Files.createDirectories(out.resolve(folder)), recording.name(), Listening.to(samples, detector));
        }
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
