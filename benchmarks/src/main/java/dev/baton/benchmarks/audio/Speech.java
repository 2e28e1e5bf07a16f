package dev.baton.benchmarks.audio;

import dev.baton.audio.AudioFormat;
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

/** Words of the sample call, one after the other: speech that comes with the project, at any rate. */
final class Speech {
    private static final int RECORDED_HZ = 16_000;
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

    static short[] samples(int rateHz) {
        var all = new short[RECORDED_HZ * 60];
        int[] length = new int[1];
        for (String clip : CLIPS) {
            String name = "/dev/baton/examples/sample/clips/" + clip + ".wav";
            try (InputStream stream = Speech.class.getResourceAsStream(name)) {
                if (stream == null) {
                    continue;
                }
                var framer = new PcmFramer(
                        AudioFormat.linear16(RECORDED_HZ), Duration.ofMillis(20), (frame, at, count, position) -> {
                            System.arraycopy(frame, at, all, length[0], count);
                            length[0] += count;
                        });
                WavAudioSource.read(name, stream).readAll(framer::push);
                framer.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        short[] recorded = Arrays.copyOf(all, length[0]);
        if (recorded.length < 5 * RECORDED_HZ) {
            throw new IllegalStateException("the recordings are not on the class path, samples=" + recorded.length);
        }
        var resampler = Resamplers.create(RECORDED_HZ, rateHz, ResamplerQuality.HIGH);
        var converted = new short[resampler.maxOutput(recorded.length)];
        return Arrays.copyOf(converted, resampler.resample(recorded, 0, recorded.length, converted, 0));
    }
}
