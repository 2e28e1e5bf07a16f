package dev.baton.benchmarks.audio;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.SampleEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a frame of 20 ms cost from bytes in chunks that fit nowhere, 333 at a time, to decoded samples? Each operation is one frame.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar audio.Framing -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class Framing {
    private static final int CHUNK_BYTES = 333;

    /** A multiple of the chunk, so that a stream of them ends with a whole one. */
    private static final int FRAMES = 333;

    @Param({"LINEAR16", "MULAW", "ALAW", "LINEAR32", "FLOAT32"})
    public AudioEncoding encoding = AudioEncoding.LINEAR16;

    @Param({"16000", "8000"})
    public int rateHz;

    @Param({"heap", "direct"})
    public String memory = "heap";

    private ByteBuffer stream = ByteBuffer.allocate(0);
    private PcmFramer framer = new PcmFramer(AudioFormat.linear16(8000), Duration.ofMillis(20), (s, o, l, p) -> {});
    private long sum;

    @Setup
    public void prepare() {
        var format = new AudioFormat(encoding, rateHz, 1, ByteOrder.LITTLE_ENDIAN);
        int bytes = FRAMES * format.bytesPerSecond() / 50;
        stream = memory.equals("direct") ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
        short[] speech = Speech.samples(rateHz);
        stream.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; stream.hasRemaining(); i++) {
            SampleEncoder.encode(encoding, speech, i % speech.length, 1, stream);
        }
        framer = new PcmFramer(format, Duration.ofMillis(20), (samples, offset, length, position) -> {
            sum += samples[offset + length - 1];
        });
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long frames() {
        int length = stream.capacity();
        for (int at = 0; at < length; at += CHUNK_BYTES) {
            framer.push(stream.limit(at + CHUNK_BYTES).position(at));
        }
        return sum;
    }
}
