package dev.baton.audio;

/** Takes fixed-length frames of mono audio, one after the other, from {@link PcmFramer}. */
@FunctionalInterface
public interface FrameConsumer {
    /**
     * @param samples signed 16-bit; {@code samples[offset .. offset + length)} is valid until this returns and reused afterwards
     * @param position number of samples before the first one of this frame, counted from the start of the stream
     */
    void onFrame(short[] samples, int offset, int length, long position);
}
