package dev.baton.internal.translate;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A source's bytes, whatever they are, as mono samples at the translator's rate. Used on the loop; allocates nothing in steady state. */
final class SpokenInput {
    /** Takes samples; {@code samples[offset .. offset + length)} is read before this returns. */
    interface Taker {
        void take(short[] samples, int offset, int length);
    }

    private final PcmFramer framer;
    private final Resampler resampler;
    private final short[] converted;
    private final Taker taker;
    private int toDrop;

    SpokenInput(AudioFormat format, int rateHz, Duration frame, Taker taker) {
        this.taker = taker;
        framer = new PcmFramer(format, frame, (samples, offset, length, position) -> convert(samples, offset, length));
        resampler = Resamplers.create(format.sampleRateHz(), rateHz);
        int longest = (int) (format.sampleRateHz() * frame.toMillis() / 1_000) + 1;
        converted = new short[Math.max(resampler.maxOutput(longest), resampler.delaySamples())];
        toDrop = resampler.delaySamples();
    }

    void push(ByteBuffer bytes) {
        framer.push(bytes);
    }

    /** No bytes follow: what is left of a frame counts, and what is on its way through the filter. */
    void end() {
        framer.flush();
        take(resampler.flush(converted, 0));
    }

    private void convert(short[] samples, int offset, int length) {
        take(resampler.resample(samples, offset, length, converted, 0));
    }

    /** The filter's filling up is not a part of the speech. */
    private void take(int length) {
        int dropped = Math.min(toDrop, length);
        toDrop -= dropped;
        if (length > dropped) {
            taker.take(converted, dropped, length - dropped);
        }
    }
}
