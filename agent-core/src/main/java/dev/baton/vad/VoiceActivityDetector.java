package dev.baton.vad;

/**
 * Estimates how likely it is that a short window of mono audio contains speech.
 *
 * <p>A detector adapts to one stream, so each call owns an instance and calls it from one thread. Implementations neither allocate nor block
 * while scoring, and their class comment names the paper or code that the method comes from.
 */
public interface VoiceActivityDetector extends AutoCloseable {
    int sampleRateHz();

    /** Length of one window in samples, the same for every call. */
    int windowSamples();

    /**
     * @param pcm signed 16-bit samples; {@code pcm[offset .. offset + windowSamples())} is read, never written
     * @return probability of speech in {@code [0, 1]}
     * @throws IndexOutOfBoundsException if the window does not fit in the array
     */
    float speechProbability(short[] pcm, int offset);

    /** Forgets everything heard so far, as if newly created. */
    void reset();

    /** Releases what the detector holds outside the heap; the default holds nothing. */
    @Override
    default void close() {}
}
