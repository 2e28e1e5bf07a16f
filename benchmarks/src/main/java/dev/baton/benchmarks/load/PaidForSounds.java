package dev.baton.benchmarks.load;

import dev.baton.testkit.audio.SoundDetector;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;

/** Makes detectors that hear the tones of synthetic callers, which are no speech, by their sound, and do all the work of the detector that calls have by default. */
final class PaidForSounds implements VoiceActivityDetectorProvider {
    private final VoiceActivityDetectorProvider usual = VoiceActivityDetectorProvider.installed();
    private final VoiceActivityDetectorProvider sounds = SoundDetector.provider();

    private record Both(VoiceActivityDetector usual, VoiceActivityDetector sounds) implements VoiceActivityDetector {
        @Override
        public int sampleRateHz() {
            return sounds.sampleRateHz();
        }

        @Override
        public int windowSamples() {
            return sounds.windowSamples();
        }

        @Override
        public float speechProbability(short[] pcm, int offset) {
            float sound = sounds.speechProbability(pcm, offset);
            // What it says cannot change the sum, but the compiler does not know that.
            return Math.max(sound, Math.min(sound, usual.speechProbability(pcm, offset)));
        }

        @Override
        public void reset() {
            usual.reset();
            sounds.reset();
        }

        @Override
        public void close() {
            usual.close();
            sounds.close();
        }
    }

    @Override
    public String name() {
        return "sound";
    }

    @Override
    public boolean supports(int sampleRateHz) {
        return usual.supports(sampleRateHz) && sounds.supports(sampleRateHz);
    }

    @Override
    public VoiceActivityDetector create(int sampleRateHz) {
        var detector = usual.create(sampleRateHz);
        var sound = sounds.create(sampleRateHz);
        if (detector.windowSamples() != sound.windowSamples()) {
            throw new IllegalStateException("windows of both must be alike, windowSamples=" + detector.windowSamples()
                    + " and " + sound.windowSamples());
        }
        return new Both(detector, sound);
    }
}
