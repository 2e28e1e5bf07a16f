package dev.baton.benchmarks.audio;

import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to convert speech, in chunks of 20 ms as they come from a line? Each operation is one chunk; for the cost of an output sample divide by fiftieths of the output rate.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar audio.Resampling -prof gc
 * benchmarks/audio/run.sh     # the same beside what others use
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Resampling {
    @Param({
        "8000:16000",
        "16000:8000",
        "24000:16000",
        "24000:8000",
        "48000:16000",
        "16000:24000",
        "16000:48000",
        "44100:16000",
        "11025:16000"
    })
    public String rates = "8000:16000";

    @Param({"FAST", "BALANCED", "HIGH"})
    public ResamplerQuality quality = ResamplerQuality.BALANCED;

    private Resampler resampler = Resamplers.create(8000, 8000);
    private short[] speech = {};
    private short[] out = {};
    private int chunk;
    private int at;

    @Setup
    public void prepare() {
        int inHz = Integer.parseInt(rates.substring(0, rates.indexOf(':')));
        int outHz = Integer.parseInt(rates.substring(rates.indexOf(':') + 1));
        resampler = Resamplers.create(inHz, outHz, quality);
        speech = Speech.samples(inHz);
        chunk = inHz / 50;
        out = new short[resampler.maxOutput(chunk)];
    }

    @Benchmark
    public int chunk() {
        if (at > speech.length - chunk) {
            at = 0;
        }
        int count = resampler.resample(speech, at, chunk, out, 0);
        at += chunk;
        return count;
    }
}
