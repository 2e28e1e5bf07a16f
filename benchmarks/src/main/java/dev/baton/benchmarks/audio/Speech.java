package dev.baton.benchmarks.audio;

import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
import dev.baton.transport.WavAudioSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Words of the sample call: speech that comes with the project. */
public final class Speech {
    /** Rate of the recordings. */
    public static final int RECORDED_HZ = 16_000;

    private static final List<String> CLIPS = List.of(
            "hello",
            "wednesday",
            "half-past",
            "nine",
            "thirteenth",
            "of",
            "november",
            "five",
            "zero",
            "seven",
            "three",
            "this-is-correct",
            "thank-you",
            "goodbye");

    private Speech() {}

    /** The words one after the other. */
    static short[] samples(int rateHz) {
        var all = new short[RECORDED_HZ * 60];
        int length = 0;
        for (String clip : CLIPS) {
            short[] word = word(clip);
            System.arraycopy(word, 0, all, length, word.length);
            length += word.length;
        }
        return at(rateHz, Arrays.copyOf(all, length));
    }

    /**
     * One recording as it is, at {@link #RECORDED_HZ}.
     *
     * @throws IllegalStateException if it is not on the class path
     */
    public static short[] word(String clip) {
        String name = "/dev/baton/examples/sample/clips/" + clip + ".wav";
        try (InputStream stream = Speech.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the recordings must be on the class path, name=" + name);
            }
            return samples(WavAudioSource.read(name, stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All samples of a file of one channel, at the file's own rate. */
    public static short[] samples(WavAudioSource file) {
        var format = file.format();
        var all = new short[(int) Math.round(file.duration().toNanos() * 1e-9 * format.sampleRateHz())];
        int[] length = new int[1];
        var framer = new PcmFramer(format, Duration.ofMillis(20), (frame, at, count, position) -> {
            // The last frame is filled up with silence beyond the end of the file.
            int taken = Math.min(count, all.length - length[0]);
            System.arraycopy(frame, at, all, length[0], taken);
            length[0] += taken;
        });
        file.readAll(framer::push);
        framer.flush();
        return Arrays.copyOf(all, length[0]);
    }

    /** What was recorded, converted to another rate. */
    public static short[] at(int rateHz, short[] recorded) {
        var resampler = Resamplers.create(RECORDED_HZ, rateHz, ResamplerQuality.HIGH);
        var converted = new short[resampler.maxOutput(recorded.length)];
        return Arrays.copyOf(converted, resampler.resample(recorded, 0, recorded.length, converted, 0));
    }
}
