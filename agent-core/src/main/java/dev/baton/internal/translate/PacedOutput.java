package dev.baton.internal.translate;

import dev.baton.audio.AudioSink;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import java.util.Arrays;

/**
 * Speech that comes when the service sends it, on its way to a sink that is fed at the pace of real time: 20 ms at a time, never further ahead than the sink wants. What is waiting is bounded. Used on the
 * loop.
 */
final class PacedOutput {
    private static final long FRAME_NANOS = 20_000_000;

    /** So long a rest that is no whole frame waits for more, before it is heard as it is. */
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final int MOST_SECONDS = 120;

    private final AudioSink sink;
    private final Resampler resampler;
    private final long leadNanos;
    private final short[] frame;
    private final int mostSamples;
    private short[] waiting;
    private int first;
    private int count;
    private boolean whole = true;
    private long heardUpToNanos = Long.MIN_VALUE / 2;

    PacedOutput(AudioSink sink, int rateHz) {
        this.sink = sink;
        resampler = Resamplers.create(rateHz, sink.sampleRateHz());
        leadNanos = sink.lead().toNanos();
        frame = new short[sink.sampleRateHz() / 50];
        mostSamples = sink.sampleRateHz() * MOST_SECONDS;
        waiting = new short[sink.sampleRateHz()];
    }

    /** @return how many samples at the sink's rate were too many */
    int add(short[] samples) {
        whole = false;
        makeRoom(resampler.maxOutput(samples.length));
        count += resampler.resample(samples, 0, samples.length, waiting, first + count);
        return cut();
    }

    /** What was added is complete: what is on its way through the filter follows. */
    void complete() {
        if (!whole) {
            whole = true;
            makeRoom(resampler.delaySamples());
            count += resampler.flush(waiting, first + count);
            cut();
        }
    }

    private void makeRoom(int more) {
        if (first + count + more > waiting.length) {
            var target = count + more > waiting.length ? new short[2 * (count + more)] : waiting;
            System.arraycopy(waiting, first, target, 0, count);
            waiting = target;
            first = 0;
        }
    }

    private int cut() {
        int tooMany = Math.max(0, count - mostSamples);
        count -= tooMany;
        return tooMany;
    }

    /** Gives the sink what is due; to be called every 20 ms. */
    void tick(long nowNanos) {
        long latest = nowNanos + Math.max(leadNanos, FRAME_NANOS);
        while (count > 0
                && Math.max(heardUpToNanos, nowNanos) + FRAME_NANOS <= latest
                && (count >= frame.length || mayPad(nowNanos))) {
            int taken = Math.min(count, frame.length);
            System.arraycopy(waiting, first, frame, 0, taken);
            Arrays.fill(frame, taken, frame.length, (short) 0);
            first += taken;
            count -= taken;
            heardUpToNanos = Math.max(heardUpToNanos, nowNanos) + FRAME_NANOS;
            sink.write(frame, 0, frame.length);
        }
    }

    private boolean mayPad(long nowNanos) {
        return whole || heardUpToNanos + PATIENCE_NANOS <= nowNanos;
    }

    boolean isDone(long nowNanos) {
        return count == 0 && heardUpToNanos <= nowNanos;
    }

    /** What waits is not to be heard any more. */
    void clear() {
        count = 0;
        heardUpToNanos = Long.MIN_VALUE / 2;
        sink.clear();
    }
}
