package dev.baton.vad.energy;

import dev.baton.vad.VoiceActivityDetector;

/**
 * Tells speech by how energies in sixteen bands stand above their background, how they move, and how periodic and how steady the sound is; what that means together was learned from labelled calls and mixtures of them.
 * {@link SpeechFeatures} says what is measured and who described it, {@link SpeechModel} how it is combined.
 *
 * <p>Windows of 10 ms at 8 or 16 kHz; no look-ahead. What lies below 4 kHz is judged, every second window; what stands out above it is a hint only, a probability of {@value #HINT}, see {@link UpperBand}.
 */
public final class EnergyDetector implements VoiceActivityDetector {
    /** A {@link dev.baton.vad.SpeechGate} waits for what follows it; with thresholds above it, which all presets have, it neither starts nor continues speech. */
    private static final float HINT = 0.05f;

    private final int sampleRateHz;
    private final SpeechModel model;
    private final SpeechFeatures features;
    private float probability;

    /**
     * With the network that is shipped.
     *
     * @throws IllegalArgumentException if the rate is neither 8000 nor 16000 Hz
     */
    public EnergyDetector(int sampleRateHz) {
        this(sampleRateHz, SpeechModel.shipped());
    }

    /**
     * With a network of one's own.
     *
     * @throws IllegalArgumentException if the rate is neither 8000 nor 16000 Hz
     */
    public EnergyDetector(int sampleRateHz, SpeechModel model) {
        this.sampleRateHz = sampleRateHz;
        this.model = model;
        features = new SpeechFeatures(sampleRateHz);
    }

    static boolean supports(int sampleRateHz) {
        return sampleRateHz == 8000 || sampleRateHz == 16000;
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int windowSamples() {
        return features.windowSamples();
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        if (features.hear(pcm, offset)) {
            float logOdds = model.logOdds(features.values());
            probability = (float) (1 / (1 + Math.exp(-logOdds)));
        }
        return features.hissing() ? Math.max(HINT, probability) : probability;
    }

    @Override
    public void reset() {
        features.reset();
        probability = 0;
    }
}
