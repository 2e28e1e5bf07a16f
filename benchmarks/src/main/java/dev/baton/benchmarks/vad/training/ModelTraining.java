package dev.baton.benchmarks.vad.training;

import dev.baton.benchmarks.vad.training.sound.SoundMaker;
import dev.baton.vad.energy.SpeechFeatures;
import dev.baton.vad.energy.SpeechModel;

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
        var mixer = new Mixer(recordings);
        for (int number = 0; number < plan.clips(); number++) {
            var clip = mixer.clip(plan.seed(), number);
            hear(clip.samples(), SoundMaker.RATE_HZ, clip.speech(), windows);
        }
        return new NetworkTrainer(plan.network()).train(windows, plan.seed());
    }

    /** Memory that {@link #train} takes, nearly all of it for features. */
    long bytes(Recordings recordings) {
        return Windows.bytes(SpeechFeatures.count(), count(recordings));
    }

    private long count(Recordings recordings) {
        long recorded = recordings.all().stream()
                .mapToLong(each -> each.speech().length)
                .sum();
        return recorded + (long) plan.clips() * (Mixer.CLIP_SAMPLES / Labels.HOP_SAMPLES);
    }

    private void hear(short[] samples, int rateHz, boolean[] speech, Windows windows) {
        var features = new SpeechFeatures(rateHz);
        int window = rateHz / Labels.HOPS_PER_SECOND;
        int count = Math.min(speech.length, samples.length / window);
        for (int hop = 0; hop < count; hop++) {
            boolean unsure = Labels.nearEdge(speech, hop);
            float weight = unsure ? (float) plan.network().edgeWeight() : 1;
            windows.add(features.next(samples, hop * window), speech[hop], weight);
        }
    }
}
