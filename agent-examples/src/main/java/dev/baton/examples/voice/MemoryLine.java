package dev.baton.examples.voice;

import com.sun.speech.freetts.audio.AudioPlayer;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import javax.sound.sampled.AudioFormat;

/** What FreeTTS takes for a loudspeaker: hands its samples, which come as big-endian bytes, to a listener. */
final class MemoryLine implements AudioPlayer {
    private final SynthesisListener listener;
    private AudioFormat format = new AudioFormat(16_000, 16, 1, true, true);
    private volatile boolean cancelled;

    MemoryLine(SynthesisListener listener) {
        this.listener = listener;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean write(byte[] bytes, int offset, int length) {
        if (cancelled) {
            return false;
        }
        var samples = new short[length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes[offset + 2 * i] << 8) | (bytes[offset + 2 * i + 1] & 0xFF));
        }
        listener.onAudio(samples, 0, samples.length);
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
