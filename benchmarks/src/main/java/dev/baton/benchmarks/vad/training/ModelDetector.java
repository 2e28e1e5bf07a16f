package dev.baton.benchmarks.vad.training;

import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.energy.SpeechFeatures;
import dev.baton.vad.energy.SpeechModel;

/**
 * A detector around any model, as a model in training is judged.
 */
public final class ModelDetector implements VoiceActivityDetector {
    private final int sampleRateHz;
    private final SpeechModel.Evaluation model;
    private final SpeechFeatures features;
    private float probability;

    public ModelDetector(int sampleRateHz, SpeechModel model) {
        this.sampleRateHz = sampleRateHz;
        this.model = model.evaluation();
        features = new SpeechFeatures(sampleRateHz);
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
        if (features.hear(pcm, offset)) {
            float logOdds = model.logOdds(features.values());
            probability = (float) (1 / (1 + Math.exp(-logOdds)));
        }
        return probability;
    }

    @Override
    public void reset() {
        features.reset();
        probability = 0;
    }
}
