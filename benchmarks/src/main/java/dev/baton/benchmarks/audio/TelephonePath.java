package dev.baton.benchmarks.audio;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.G711;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
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
 * What does a second of a telephone call cost in the audio core? Each operation is a second of one call: mu-law at 8 kHz in packets of 20 ms, framed, decoded, taken to 16 kHz for the recogniser, and a
 * voice of 16 kHz taken back to 8 kHz and encoded. Many calls take turns, as on an event loop, so that none finds its state in the first cache.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar audio.TelephonePath -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TelephonePath {
    private static final int CALLS = 1000;
    private static final int PACKETS = 50;

    @Param({"FAST", "BALANCED", "HIGH"})
    public ResamplerQuality quality = ResamplerQuality.BALANCED;

    private final Call[] calls = new Call[CALLS];
    private final ByteBuffer line;
    private final short[] voice = Speech.samples(16_000);
    private long sum;

    /** Speech, as the line brings it. */
    public TelephonePath() {
        short[] speech = Speech.samples(8000);
        var codes = new byte[speech.length / 160 * 160];
        G711.encodeMulaw(speech, 0, codes, 0, codes.length);
        line = ByteBuffer.wrap(codes);
    }

    @Setup
    public void answer() {
        for (int i = 0; i < CALLS; i++) {
            calls[i] = new Call(i);
        }
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long second() {
        for (int packet = 0; packet < PACKETS; packet++) {
            for (Call call : calls) {
                call.packet();
            }
        }
        return sum;
    }

    private final class Call {
        private final Resampler toRecogniser = Resamplers.create(8000, 16_000, quality);
        private final Resampler toLine = Resamplers.create(16_000, 8000, quality);
        private final PcmFramer framer = new PcmFramer(
                new AudioFormat(AudioEncoding.MULAW, 8000, 1, ByteOrder.LITTLE_ENDIAN),
                Duration.ofMillis(20),
                this::frame);
        private final short[] heard = new short[320];
        private final short[] said = new short[160];
        private final byte[] sent = new byte[160];
        private int packet;

        Call(int number) {
            packet = number % (line.capacity() / 160);
        }

        void packet() {
            packet = packet == line.capacity() / 160 - 1 ? 0 : packet + 1;
            framer.push(line.limit(160 * (packet + 1)).position(160 * packet));
            int count = toLine.resample(voice, 320 * packet, 320, said, 0);
            G711.encodeMulaw(said, 0, sent, 0, count);
            sum += sent[0];
        }

        private void frame(short[] samples, int offset, int length, long position) {
            sum += toRecogniser.resample(samples, offset, length, heard, 0);
        }
    }
}
