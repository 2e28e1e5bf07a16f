package dev.baton.benchmarks.vad.training;

import dev.baton.benchmarks.vad.training.sound.SoundMaker;
import dev.baton.vad.energy.SpeechFeatures;
import dev.baton.vad.energy.SpeechModel;
import java.util.ArrayList;
import java.util.List;

/** From recordings to a network: hears the recordings themselves, then clips that are mixed from them, and fits the network to all windows. */
final class ModelTraining {
    private final TrainingPlan plan;

    ModelTraining(TrainingPlan plan) {
        this.plan = plan;
    }

    SpeechModel train(Recordings recordings) {
        var windows = new Windows(SpeechFeatures.count(), Math.toIntExact(count(recordings)));
        for (Recording recording : recordings.all()) {
            hear(recording.samples(), recording.rateHz(), recording.speech(), windows);
        }
        int recorded = windows.count();
        var mixer = new Mixer(recordings);
        var trainer = new NetworkTrainer(plan.network());
        Scaling scaling = null;
        List<SpeechModel> models = new ArrayList<>();
        for (int i = 0; i < plan.networks(); i++) {
            windows.shortenTo(recorded);
            for (int clip = 0; clip < plan.clips(); clip++) {
                var mixed = mixer.clip(plan.seed(), i * plan.clips() + clip);
                hear(mixed.samples(), SoundMaker.RATE_HZ, mixed.speech(), windows);
            }
            if (scaling == null) {
                // One for all, or their mean would be no network.
                scaling = Scaling.of(windows);
            }
            models.add(trainer.train(windows, scaling, plan.seed() * plan.networks() + i));
        }
        return SpeechModel.mean(models).withBias(plan.bias());
    }

    /** Memory that {@link #train} takes, nearly all of it for features. */
    long bytes(Recordings recordings) {
        return Windows.bytes(SpeechFeatures.count(), count(recordings));
    }

    private long count(Recordings recordings) {
        long hops = (long) plan.clips() * (Mixer.CLIP_SAMPLES / Labels.HOP_SAMPLES);
        for (Recording recording : recordings.all()) {
            hops += recording.speech().length;
        }
        return hops / SpeechFeatures.WINDOWS_PER_STEP;
    }

    private void hear(short[] samples, int rateHz, boolean[] speech, Windows windows) {
        var features = new SpeechFeatures(rateHz);
        int window = rateHz / Labels.HOPS_PER_SECOND;
        int count = Math.min(speech.length, samples.length / window);
        boolean[] onsets = SoundOnsets.of(samples, window);
        for (int hop = 0; hop < count; hop++) {
            if (features.hear(samples, hop * window)) {
                windows.add(features.values(), speech[hop], weight(speech, onsets, hop));
            }
        }
    }

    private float weight(boolean[] speech, boolean[] onsets, int hop) {
        var network = plan.network();
        double sure = Labels.nearEdge(speech, hop) ? network.edgeWeight() : 1;
        boolean begins = speech[hop] ? Labels.isBeginning(speech, hop) : onsets[hop];
        return (float) (begins ? sure * network.beginningWeight() : sure);
    }
}
