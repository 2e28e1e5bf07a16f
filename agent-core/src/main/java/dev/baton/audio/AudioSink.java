package dev.baton.audio;

import java.time.Duration;

/**
 * Where the agent's voice goes.
 *
 * <p>Mono signed 16-bit samples arrive in frames of 20 ms, at the pace of real time and at most {@link #lead()} ahead of it. All methods are called on
 * the call's event loop and must not block; a device that blocks needs a thread and a bounded queue of its own.
 */
public interface AudioSink extends AutoCloseable {
    /** One of {@link AudioFormat#SAMPLE_RATES_HZ}; the call converts to it. */
    int sampleRateHz();

    /** Opens the device; called once before the first frame. */
    default void start() {}

    /** One frame; {@code samples[offset .. offset + length)} is read before this returns. */
    void write(short[] samples, int offset, int length);

    /** Throws away what was written and has not been heard yet: the caller took the floor. */
    void clear();

    /** How far ahead of real time this sink wants to be fed so that it never runs dry; at most 200 ms. */
    default Duration lead() {
        return Duration.ZERO;
    }

    /**
     * How much later than a frame is due the far end hears it, as far as is known: the way there, and what it holds back. What was heard of a reply is counted from it, so it is better too long than too
     * short.
     */
    default Duration lag() {
        return Duration.ZERO;
    }

    /** The agent leaves, and the line goes on without it, to a person perhaps: {@link #close} follows and must not hang up. */
    default void leave() {}

    /** Stops at once and releases everything; may be called twice. */
    @Override
    void close();

    /** A sink that hears nothing, at 16 kHz. */
    static AudioSink discard() {
        return DiscardingSink.INSTANCE;
    }
}
