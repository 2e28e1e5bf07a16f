package dev.baton.examples.voice;

import com.sun.speech.freetts.audio.AudioPlayer;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;

/** What FreeTTS takes for a loudspeaker: hands its samples, which come as big-endian bytes, to a listener. */
final class MemoryLine implements AudioPlayer {
    /** A second is spoken before the first sample goes out: a busy machine would otherwise leave gaps, which callers take for the end. */
    private static final int HEAD_START_SAMPLES = 16_000;

    private final SynthesisListener listener;
    private AudioFormat format = new AudioFormat(16_000, 16, 1, true, true);
    private short[] held = new short[HEAD_START_SAMPLES];
    private int heldSamples;
    private boolean started;
    private volatile boolean cancelled;

    MemoryLine(SynthesisListener listener) {
        this.listener = listener;
    }

    /** Everything was spoken: what is still held goes out. */
    void handOver() {
        started = true;
        if (heldSamples > 0 && !cancelled) {
            listener.onAudio(held, 0, heldSamples);
        }
        heldSamples = 0;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        if (cancelled) {
            return false;
        }
        int count = length / 2;
        if (held.length < heldSamples + count) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, heldSamples + count));
        }
        for (int i = 0; i < count; i++) {
            held[heldSamples++] = (short) ((bytes[offset + 2 * i] << 8) | (bytes[offset + 2 * i + 1] & 0xFF));
        }
        if (started || heldSamples >= HEAD_START_SAMPLES) {
            handOver();
        }
        return true;
    }

    @Override
    public boolean write(byte[] bytes) {
        return write(bytes, 0, bytes.length);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void setAudioFormat(AudioFormat format) {
        this.format = format;
    }

    @Override
    public AudioFormat getAudioFormat() {
        return format;
    }

    @Override
    public boolean drain() {
        return true;
    }

    @Override
    public boolean end() {
        return true;
    }

    @Override
    public void begin(int bytes) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reset() {}

    @Override
    public void close() {}

    @Override
    public float getVolume() {
        return 1;
    }

    @Override
    public void setVolume(float volume) {}

    @Override
    public long getTime() {
        return 0;
    }

    @Override
    public void resetTime() {}

    @Override
    public void startFirstSampleTimer() {}

    @Override
    public void showMetrics() {}
}
