package dev.baton.audio.resample;

import java.time.Duration;

/**
 * Converts one stream of mono signed 16-bit samples from one sample rate to another.
 *
 * <p>Output length is exact and immediate: after {@code n} input samples, {@code ceil(n * out / in)} output samples have been returned,
 * so that a 20 ms frame gives 20 ms at once and nothing drifts. What comes out is late by {@link #delaySamples()}: the first so many
 * samples are the filter filling up, and {@link #flush} hands over the same number at the end. Output does not depend on how the
 * input is cut into chunks, and saturates instead of wrapping round.
 *
 * <p>A resampler belongs to one stream and one thread, and allocates nothing once it is made.
 */
public interface Resampler {
    int inRateHz();

    int outRateHz();

    /** How many output samples the output is late; the same for the whole stream, 0 if both rates are equal. */
    int delaySamples();

    /** {@link #delaySamples()} as time. */
    Duration delay();

    /** Upper bound of what {@link #resample} returns for so many input samples, whatever came before. */
    int maxOutput(int inLength);

    /**
     * Converts {@code in[inOffset .. inOffset + inLength)}, any length from 0, into {@code out} from {@code outOffset}. The two ranges
     * must not overlap.
     *
     * @return number of samples written
     * @throws IndexOutOfBoundsException if the input is not within {@code in}, or what it gives does not fit in {@code out}; nothing
     *     is then consumed
     */
    int resample(short[] in, int inOffset, int inLength, short[] out, int outOffset);

    /**
     * Ends the stream: writes the last {@link #delaySamples()} samples, and is then as newly made. After no input at all it writes
     * nothing.
     *
     * @return number of samples written
     * @throws IndexOutOfBoundsException if they do not fit in {@code out}
     */
    int flush(short[] out, int outOffset);

    /** Forgets everything heard so far, as if newly made. */
    void reset();
}
