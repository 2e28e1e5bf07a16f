package dev.baton.benchmarks;

import dev.baton.benchmarks.vad.CallAudio;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * What does the detector cost per frame of 20 ms? Real words with pauses, noise, tones and silence, half a minute of them in a loop. The figure is per 20 ms whatever the detector's window is; nothing may
 * be allocated.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar VadFrame -prof gc
 * }</pre>
 *
 * Another detector of the class path: {@code -p detector=NAME}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VadFrame {
    /** 480 ms: whole windows of 10, 16, 20, 30 and 32 ms. */
    private static final int FRAMES_PER_STEP = 24;

    @Param({"8000", "16000"})
    public int sampleRateHz;

    /** Name of the provider. */
    @Param("energy")
    public String detector = "energy";

    private short[] call = new short[0];
    private int stepSamples;
    private int windowSamples;
    private int at;

    @Nullable
    private VoiceActivityDetector listener;

    @Setup
    public void prepare() {
        call = CallAudio.samples(sampleRateHz);
        var created = create(detector, sampleRateHz);
        listener = created;
        windowSamples = created.windowSamples();
        stepSamples = FRAMES_PER_STEP * sampleRateHz / 50;
        if (stepSamples % windowSamples != 0 || call.length % stepSamples != 0) {
            throw new IllegalStateException(
                    "windows must fill a step, windowSamples=" + windowSamples + ", stepSamples=" + stepSamples);
        }
    }

    /** The named detector, as a call gets it. */
    public static VoiceActivityDetector create(String name, int sampleRateHz) {
        for (var provider : ServiceLoader.load(VoiceActivityDetectorProvider.class)) {
            if (provider.name().equals(name)) {
                return provider.create(sampleRateHz);
            }
        }
        throw new IllegalArgumentException("no such detector on the class path, name=" + name);
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES_PER_STEP)
    public float frame() {
        float sum = 0;
        if (listener != null) {
            int end = at + stepSamples;
            for (int offset = at; offset < end; offset += windowSamples) {
                sum += listener.speechProbability(call, offset);
            }
            at = end == call.length ? 0 : end;
        }
        return sum;
    }
}
