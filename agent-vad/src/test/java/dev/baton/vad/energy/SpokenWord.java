package dev.baton.vad.energy;

import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.transport.WavAudioSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A recording of the sample call of agent-examples, cut to what is heard of it; its root mean square is 1. */
final class SpokenWord {
    /** A window of 10 ms that is this much below the loudest one is before or after the word. */
    private static final double HEARD_DB = 30;

    private static final int NARROW_HZ = 8000;
    private static final Map<String, SpokenWord> LOADED = new ConcurrentHashMap<>();

    private final double[] samples;
    private final int from;
    private final int to;

    private SpokenWord(double[] samples, int from, int to) {
        this.samples = samples;
        this.from = from;
        this.to = to;
    }

    /** @param name of the file, without its extension */
    static SpokenWord of(String name, int sampleRateHz) {
        return LOADED.computeIfAbsent(name + "@" + sampleRateHz, key -> load(name, sampleRateHz));
    }

    /** Not to be written to. */
    double[] samples() {
        return samples;
    }

    /**
     * Where the part begins that a telephone would carry, in milliseconds: a detector for telephones need not hear an "s" that lies above 4 kHz.
     */
    int from() {
        return from;
    }

    /** Where that part ends. */
    int to() {
        return to;
    }

    private static SpokenWord load(String name, int sampleRateHz) {
        short[] pcm = read(name, sampleRateHz);
        var heard = Heard.in(pcm, sampleRateHz / 100);
        var narrow = Heard.in(read(name, NARROW_HZ), NARROW_HZ / 100);
        var samples = new double[(heard.end - heard.first) * sampleRateHz / 100];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pcm[heard.first * sampleRateHz / 100 + i] / heard.rms;
        }
        int last = heard.end - heard.first;
        return new SpokenWord(
                samples, 10 * Math.max(0, narrow.first - heard.first), 10 * Math.min(last, narrow.end - heard.first));
    }

    private static short[] read(String name, int sampleRateHz) {
        try (InputStream stream = SpokenWord.class.getResourceAsStream("/sample/clips/" + name + ".wav");
                var source = WavAudioSource.read(name, Objects.requireNonNull(stream, name))) {
            return resampled(source, sampleRateHz);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static short[] resampled(WavAudioSource source, int sampleRateHz) {
        int inHz = source.format().sampleRateHz();
        var pcm = ShortBuffer.allocate((int) (source.duration().toMillis() + 1) * inHz / 1000);
        source.readAll(bytes -> pcm.put(bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer()));
        Resampler resampler = Resamplers.create(inHz, sampleRateHz);
        var out = new short[resampler.maxOutput(pcm.position()) + resampler.delaySamples()];
        int length = resampler.resample(pcm.array(), 0, pcm.position(), out, 0);
        length += resampler.flush(out, length);
        return Arrays.copyOfRange(out, resampler.delaySamples(), length);
    }

    /** The first window that is heard, the one after the last, and the root mean square of those that are. */
    private record Heard(int first, int end, double rms) {
        static Heard in(short[] pcm, int window) {
            var power = new double[pcm.length / window];
            for (int i = 0; i < power.length * window; i++) {
                power[i / window] += (double) pcm[i] * pcm[i] / window;
            }
            double least = Arrays.stream(power).max().orElseThrow() * Math.pow(10, -HEARD_DB / 10);
            int[] heard = IntStream.range(0, power.length)
                    .filter(i -> power[i] >= least)
                    .toArray();
            double mean =
                    Arrays.stream(heard).mapToDouble(i -> power[i]).average().orElseThrow();
            return new Heard(heard[0], heard[heard.length - 1] + 1, Math.sqrt(mean));
        }
    }
}
