package dev.baton.benchmarks.vad.training;

import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.energy.SpeechFeatures;
import dev.baton.vad.energy.SpeechModel;

/**
 * A detector around any model, as a model in training is judged.
 */
public final class ModelDetector implements VoiceActivityDetector {
    private final int sampleRateHz;
    private final SpeechModel model;
    private final SpeechFeatures features;
    private final float[] scratch;

    public ModelDetector(int sampleRateHz, SpeechModel model) {
        this.sampleRateHz = sampleRateHz;
        this.model = model;
        features = new SpeechFeatures(sampleRateHz);
        scratch = new float[model.hiddenUnits()];
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int windowSamples() {
        return sampleRateHz / Labels.HOPS_PER_SECOND;
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        float logOdds = model.logOdds(features.next(pcm, offset), scratch);
        return (float) (1 / (1 + Math.exp(-logOdds)));
    }

    @Override
    public void reset() {
        features.reset();
    }
}
