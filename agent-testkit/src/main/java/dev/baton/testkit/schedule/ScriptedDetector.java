package dev.baton.testkit.schedule;

import dev.baton.vad.VoiceActivityDetector;

/** Hears in each frame what the schedule says that it sounds like. */
final class ScriptedDetector implements VoiceActivityDetector {
    private final Soundscape sounds;
    private boolean failing;

    ScriptedDetector(Soundscape sounds) {
        this.sounds = sounds;
    }

    void fail() {
        failing = true;
    }

    @Override
    public int sampleRateHz() {
        return ScriptedCaller.RATE_HZ;
    }

    @Override
    public int windowSamples() {
        return ScriptedCaller.FRAME_SAMPLES;
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        if (failing) {
            failing = false;
            throw new IllegalStateException("the schedule says that the detector breaks here");
        }
        return sounds.isVoiced(pcm[offset]) ? 1 : 0;
    }

    @Override
    public void reset() {}
}
