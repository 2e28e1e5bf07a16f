package dev.baton.benchmarks;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.call.Call;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.time.VirtualTime;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a frame of the caller cost, from its bytes to the recogniser's message? Each operation is 20 ms of a call in the real driver on virtual time: intake, framing, resampling,
 * detector and gate, grouping into the service's messages, the tick and the check for deadlines. The line is quiet, as most frames of a call are; the far end of the connection throws the
 * messages away.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar FramePath -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FramePath {
    private static final Duration FRAME = Duration.ofMillis(20);

    /** The caller's rate; the recogniser wants 16 kHz. */
    @Param({"16000", "8000"})
    public int rateHz;

    private final VirtualTime time = new VirtualTime();
    private final Line line = new Line();
    private ByteBuffer frame = ByteBuffer.allocate(0);

    @Nullable
    private VoiceAgent agent;

    @Nullable
    private Call call;

    @Setup(Level.Trial)
    public void pickUp() {
        line.format = new AudioFormat(AudioEncoding.LINEAR16, rateHz, 1, ByteOrder.LITTLE_ENDIAN);
        frame = hum(rateHz / 50);
        agent = VoiceAgent.builder()
                .eventLoops(time)
                .handlerExecutor(Runnable::run)
                .speechToText(new NowhereStt())
                .turnHandler((utterance, reply) -> {})
                .build();
        call = agent.answer(line, AudioSink.discard());
        time.advance(FRAME);
    }

    @TearDown(Level.Trial)
    public void hangUp() {
        if (call != null && agent != null) {
            call.hangUp();
            time.advance(Duration.ofSeconds(10));
            agent.close();
        }
    }

    @Benchmark
    public void frame() {
        frame.rewind();
        line.push(frame);
        time.advance(FRAME);
    }

    /** A quiet line: noise at about -60 dBFS. */
    private static ByteBuffer hum(int samples) {
        var random = new Random(1);
        var bytes = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            bytes.putShort((short) (random.nextGaussian() * 30));
        }
        return bytes.rewind();
    }

    private static final class Line implements AudioSource {
        AudioFormat format = new AudioFormat(AudioEncoding.LINEAR16, 16_000, 1, ByteOrder.LITTLE_ENDIAN);

        @Nullable
        private Input input;

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void start(Input input) {
            this.input = input;
        }

        void push(ByteBuffer bytes) {
            if (input != null) {
                input.audio(bytes);
            }
        }

        @Override
        public void close() {
            input = null;
        }
    }

    /** The real client of a service, connected to nowhere. */
    private static final class NowhereStt implements SpeechToText {
        private final SmallestPulse pulse = SmallestPulse.builder()
                .url(URI.create("ws://127.0.0.1:9/nowhere"))
                .apiKey("none")
                .language("en")
                .build();

        @Override
        public String name() {
            return pulse.name();
        }

        @Override
        public String address() {
            return pulse.address();
        }

        @Override
        public SttCapabilities capabilities() {
            return pulse.capabilities();
        }

        @Override
        public int sampleRateHz() {
            return pulse.sampleRateHz();
        }

        @Override
        public SttSession open(SttTransport transport, SttListener listener) {
            return pulse.open(new Nowhere(transport), listener);
        }
    }

    private record Nowhere(SttTransport timers) implements SttTransport {
        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            timers.after(Duration.ofMillis(1), listener::onOpen);
            return new Connection() {
                @Override
                public void sendBinary(ByteBuffer bytes) {
                    bytes.position(bytes.limit());
                }

                @Override
                public void sendText(String text) {}

                @Override
                public long pendingBytes() {
                    return 0;
                }

                @Override
                public void close(int code, String reason) {}

                @Override
                public void abort() {}
            };
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return timers.after(delay, task);
        }
    }
}
