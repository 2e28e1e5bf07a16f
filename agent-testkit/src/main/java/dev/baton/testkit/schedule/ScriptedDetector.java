package dev.baton.testkit.schedule;

import dev.baton.vad.VoiceActivityDetector;

/** Hears in each frame what the schedule says that it sounds like. */
final class ScriptedDetector implements VoiceActivityDetector {
    private final Soundscape sounds;
    private boolean failing;
    private long windows;
    private long failsAtWindow;

    ScriptedDetector(Soundscape sounds) {
        this.sounds = sounds;
    }

    /** A new one that hears the same, and breaks where this one did. */
    ScriptedDetector again() {
        var again = new ScriptedDetector(sounds);
        again.failsAtWindow = failsAtWindow;
        return again;
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
        windows++;
        if (failing || windows == failsAtWindow) {
            failing = false;
            failsAtWindow = windows;
            throw new IllegalStateException("the schedule says that the detector breaks here");
        }
        return sounds.isVoiced(pcm[offset]) ? 1 : 0;
    }

    @Override
    public void reset() {}
}
