package dev.baton.benchmarks.vad.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
import dev.baton.benchmarks.audio.Speech;
import dev.baton.benchmarks.vad.training.sound.SoundMaker;
import dev.baton.benchmarks.vad.training.sound.Tape;
import dev.baton.examples.detection.Interval;
import dev.baton.examples.detection.SpeechTruth;
import dev.baton.transport.WavAudioSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Reads {@code NAME.wav} and the truth about it in {@code NAME.json}: {@code speech}, a list of {@code [start, end]} in seconds, which may be empty but must be there, and if known {@code noise} (the kind of
 * background), {@code snr_db} and {@code speakers}.
 */
final class RecordingReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HOP_MICROS = 10_000;
    private static final int SHORTEST_MICROS = 100_000;
    private static final int WIDEBAND_HZ = 16_000;

    private final Path wav;
    private final Path json;

    private RecordingReader(Path wav) {
        this.wav = wav;
        json = wav.resolveSibling(Recordings.name(wav) + ".json");
    }

    /** @throws BatonException if one of the two files is missing or broken, or if they do not fit together */
    static Recording read(Path wav) {
        try {
            return new RecordingReader(wav).read();
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    wav + " cannot be read: " + e.getMessage(),
                    "",
                    "check the disk and your rights",
                    e);
        }
    }

    private Recording read() throws IOException {
        var truth = truth();
        var about = JSON.readTree(json.toFile());
        var file = WavAudioSource.open(wav);
        int recordedHz = file.format().sampleRateHz();
        int rateHz = recordedHz >= WIDEBAND_HZ ? WIDEBAND_HZ : SoundMaker.RATE_HZ;
        short[] samples = converted(Speech.samples(file), recordedHz, rateHz);
        short[] narrow = converted(samples, rateHz, SoundMaker.RATE_HZ);
        checkLength(truth, narrow.length);
        boolean[] speech = labels(truth, narrow.length / Labels.HOP_SAMPLES);
        var tape = new Tape(narrow, level(narrow, speech, !truth.speech().isEmpty()));
        String noise = text(about.path("noise"));
        return new Recording(
                Recordings.name(wav),
                rateHz,
                samples,
                tape,
                truth,
                speech,
                noise.isEmpty() ? Recording.CLEAN : noise,
                about.path("snr_db").asDouble(Double.POSITIVE_INFINITY),
                text(about.path("speakers")));
    }

    private SpeechTruth truth() {
        if (!Files.isRegularFile(json)) {
            throw wrong(wav + " has no truth", "write who speaks when to " + json + ": {\"speech\": [[0.52, 1.90]]}");
        }
        try {
            return SpeechTruth.read(json).orElseThrow(() -> new IOException("there is no \"speech\" in it"));
        } catch (IOException e) {
            throw wrong(
                    json + " is no truth about a recording: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "write a list of [start, end] in seconds as \"speech\", an empty one if nobody speaks");
        }
    }

    private void checkLength(SpeechTruth truth, int length) {
        long micros = length * 1_000_000L / SoundMaker.RATE_HZ;
        if (micros < SHORTEST_MICROS) {
            throw wrong(wav + " is shorter than 100 ms", "take it out of the folder");
        }
        for (Interval each : truth.speech()) {
            if (each.toMicros() > micros + HOP_MICROS) {
                throw wrong(
                        "%s has speech from %.3f to %.3f s, but %s ends at %.3f s"
                                .formatted(json, each.fromMicros() / 1e6, each.toMicros() / 1e6, wav, micros / 1e6),
                        "correct the interval, or check that the two files belong together");
            }
        }
    }

    private static boolean[] labels(SpeechTruth truth, int count) {
        var labels = new boolean[count];
        for (int i = 0; i < count; i++) {
            long middle = i * (long) HOP_MICROS + HOP_MICROS / 2;
            labels[i] =
                    truth.speech().stream().anyMatch(each -> middle >= each.fromMicros() && middle < each.toMicros());
        }
        return labels;
    }

    /** Root mean square of the speech, or of everything if nobody speaks. */
    private double level(short[] samples, boolean[] speech, boolean speechOnly) {
        double power = 0;
        long count = 0;
        for (int i = 0; i < speech.length * Labels.HOP_SAMPLES; i++) {
            if (!speechOnly || speech[i / Labels.HOP_SAMPLES]) {
                power += samples[i] * samples[i];
                count++;
            }
        }
        if (speechOnly && power == 0) {
            throw wrong(
                    wav + " is digital silence where " + json + " says that somebody speaks",
                    "check that the two files belong together");
        }
        return Math.sqrt(power / count);
    }

    /** At another rate and in the same place: the filter's delay is taken off. */
    private static short[] converted(short[] samples, int fromHz, int toHz) {
        if (fromHz == toHz) {
            return samples;
        }
        var resampler = Resamplers.create(fromHz, toHz, ResamplerQuality.HIGH);
        int delay = resampler.delaySamples();
        var late = new short[resampler.maxOutput(samples.length) + delay];
        int length = resampler.resample(samples, 0, samples.length, late, 0);
        length += resampler.flush(late, length);
        return Arrays.copyOfRange(late, Math.min(delay, length), length);
    }

    private static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.asText("");
        }
        var all = new ArrayList<String>();
        node.forEach(each -> all.add(each.asText()));
        return String.join("|", all);
    }

    private static BatonException wrong(String what, String remedy) {
        return new BatonException(ErrorCode.FILE_UNREADABLE, what, "", remedy);
    }
}
