package dev.baton.internal.call;

import dev.baton.vad.VoiceActivityDetector;

/** Whatever is loud is speech. */
class LoudnessDetector implements VoiceActivityDetector {
    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public int windowSamples() {
        return 160;
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        int loud = 0;
        for (int i = offset; i < offset + windowSamples(); i++) {
            loud += Math.abs(pcm[i]) > 1000 ? 1 : 0;
        }
        return loud > windowSamples() / 2 ? 1 : 0;
    }

    @Override
    public void reset() {}
}
