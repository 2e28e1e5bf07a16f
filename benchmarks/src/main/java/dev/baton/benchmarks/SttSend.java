package dev.baton.benchmarks;

import dev.baton.internal.netty.EmbeddedSttTransport;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttSession;
import java.net.URI;
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
 * What does it cost to send 100 ms of audio? Five frames of 20 ms through the session, as one WebSocket message through the shipped connection and Netty's masking encoder, to where the socket would take
 * it. Each operation is one message of 3,200 bytes of audio and 8 of header.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SttSend -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SttSend {
    private static final int FRAME_SAMPLES = 320;
    private static final int FRAMES = 5;
    private static final int MESSAGE_BYTES = FRAMES * FRAME_SAMPLES * Short.BYTES + 8;

    private final EmbeddedSttTransport transport = new EmbeddedSttTransport();
    private final short[] frame = new short[FRAME_SAMPLES];
    private final SttSession session = SmallestPulse.builder()
            .url(URI.create("ws://127.0.0.1:9/waves/v1/stt/live"))
            .build()
            .open(transport, event -> {
                if (event instanceof SttEvent.AudioDropped || event instanceof SttEvent.Closed) {
                    throw new AssertionError("not sent: " + event);
                }
            });

    /** A measurement of something else would be worth nothing. */
    @Setup
    public void open() {
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            frame[i] = (short) (i * 97);
        }
        transport.open();
        int sent = group();
        if (sent != MESSAGE_BYTES) {
            throw new AssertionError("one message of " + MESSAGE_BYTES + " bytes was expected, sent=" + sent);
        }
    }

    @Benchmark
    public int group() {
        for (int i = 0; i < FRAMES; i++) {
            session.audio(frame, 0, FRAME_SAMPLES);
        }
        return transport.drain();
    }
}
