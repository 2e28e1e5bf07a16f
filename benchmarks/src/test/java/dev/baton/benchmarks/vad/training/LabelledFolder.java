package dev.baton.benchmarks.vad.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Makes recordings for tests: half a second of something like a vowel in each second, over digital silence or noise, with the truth beside. */
public final class LabelledFolder {
    private final Path folder;

    public LabelledFolder(Path folder) {
        this.folder = folder;
    }

    /** Two speakers without noise, one with, and two kinds of noise: four folds. */
    public static Path any(Path folder) throws IOException {
        new LabelledFolder(folder)
                .speech("ann", 8000, 5, 0, "\"speakers\": [\"ann\"]")
                .speech("bob", 16_000, 5, 0, "\"noise\": \"clean\", \"speakers\": [\"bob\"]")
                .speech("eve", 8000, 5, 200, "\"noise\": \"fan\", \"snr_db\": 20")
                .noise("fan", 5, "fan")
                .noise("rain", 5, "rain");
        return folder;
    }

    public LabelledFolder speech(String name, int rateHz, int seconds, double noise, String about) throws IOException {
        var random = new Random(name.hashCode());
        var samples = new short[seconds * rateHz];
        double pitchHz = 100 + random.nextInt(100);
        var intervals = new StringBuilder();
        for (int i = 0; i < samples.length; i++) {
            double time = (double) i / rateHz;
            double within = time % 1;
            double y = noise * random.nextGaussian();
            for (int k = 1; k <= 20 && within >= 0.25 && within < 0.75; k++) {
                y += 3000.0 / k * Math.sin(2 * Math.PI * k * pitchHz * time);
            }
            samples[i] = (short) y;
        }
        for (int second = 0; second < seconds; second++) {
            intervals.append(second == 0 ? "" : ", ").append("[%d.25, %d.75]".formatted(second, second));
        }
        return write(name, rateHz, samples, "{\"speech\": [%s], %s}".formatted(intervals, about));
    }

    public LabelledFolder noise(String name, int seconds, String kind) throws IOException {
        var random = new Random(name.hashCode());
        var samples = new short[seconds * 8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (500 * random.nextGaussian());
        }
        return write(name, 8000, samples, "{\"speech\": [], \"noise\": \"%s\"}".formatted(kind));
    }

    public LabelledFolder write(String name, int rateHz, short[] samples, String json) throws IOException {
        var wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(rateHz).putInt(2 * rateHz);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        wav.asShortBuffer().put(samples);
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".wav"), wav.array());
        Files.writeString(folder.resolve(name + ".json"), json);
        return this;
    }
}
