package dev.baton.benchmarks.audio;

import dev.baton.audio.G711;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do 20 ms of a telephone line cost to encode and decode? Each operation is 160 samples of speech.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar audio.Companding -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Companding {
    static final int SAMPLES = 160;

    private final short[] speech = Speech.samples(8000);
    private final byte[] mulaw = new byte[speech.length];
    private final byte[] alaw = new byte[speech.length];
    private final byte[] codes = new byte[SAMPLES];
    private final short[] samples = new short[SAMPLES];
    private int at;

    @Setup
    public void prepare() {
        G711.encodeMulaw(speech, 0, mulaw, 0, speech.length);
        G711.encodeAlaw(speech, 0, alaw, 0, speech.length);
    }

    @Benchmark
    public byte[] encodeMulaw() {
        G711.encodeMulaw(speech, next(), codes, 0, SAMPLES);
        return codes;
    }

    @Benchmark
    public byte[] encodeAlaw() {
        G711.encodeAlaw(speech, next(), codes, 0, SAMPLES);
        return codes;
    }

    @Benchmark
    public short[] decodeMulaw() {
        G711.decodeMulaw(mulaw, next(), samples, 0, SAMPLES);
        return samples;
    }

    @Benchmark
    public short[] decodeAlaw() {
        G711.decodeAlaw(alaw, next(), samples, 0, SAMPLES);
        return samples;
    }

    private int next() {
        at = at > speech.length - 2 * SAMPLES ? 0 : at + SAMPLES;
        return at;
    }
}
