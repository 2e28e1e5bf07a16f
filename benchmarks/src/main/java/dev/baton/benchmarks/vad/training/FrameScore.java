package dev.baton.benchmarks.vad.training;

import dev.baton.examples.detection.Detection;
import dev.baton.examples.detection.Interval;
import java.util.Arrays;

/**
 * How well probabilities tell speech, 10 ms by 10 ms, over any number of recordings. What lies within 50 ms of a beginning or end of speech is left out, because people who label disagree by as much.
 */
final class FrameScore {
    private static final int HOP_MICROS = 10_000;
    private static final int COLLAR_MICROS = 50_000;
    private static final float THRESHOLD = 0.5f;

    private float[] speech = new float[1024];
    private float[] silence = new float[1024];
    private int speechCount;
    private int silenceCount;

    /** @param detection with windows of 10 ms */
    void add(Recording recording, Detection detection) {
        int count = Math.min(recording.speech().length, detection.windows());
        for (int hop = 0; hop < count; hop++) {
            if (!nearEdge(recording, hop)) {
                add(recording.speech()[hop], detection.probability(hop));
            }
        }
    }

    private static boolean nearEdge(Recording recording, int hop) {
        long middle = hop * (long) HOP_MICROS + HOP_MICROS / 2;
        for (Interval each : recording.truth().speech()) {
            if (Math.abs(middle - each.fromMicros()) < COLLAR_MICROS
                    || Math.abs(middle - each.toMicros()) < COLLAR_MICROS) {
                return true;
            }
        }
        return false;
    }

    void add(boolean isSpeech, float probability) {
        if (isSpeech) {
            speech = roomFor(speech, speechCount);
            speech[speechCount++] = probability;
        } else {
            silence = roomFor(silence, silenceCount);
            silence[silenceCount++] = probability;
        }
    }

    private static float[] roomFor(float[] values, int count) {
        return count < values.length ? values : Arrays.copyOf(values, 2 * count);
    }

    void add(FrameScore other) {
        for (int i = 0; i < other.speechCount; i++) {
            add(true, other.speech[i]);
        }
        for (int i = 0; i < other.silenceCount; i++) {
            add(false, other.silence[i]);
        }
    }

    /** Area under the receiver operating characteristic: the probability that speech scores higher than something else, equal scores counting half. Not a number if there is only one of them. */
    double auc() {
        float[] yes = Arrays.copyOf(speech, speechCount);
        float[] no = Arrays.copyOf(silence, silenceCount);
        Arrays.sort(yes);
        Arrays.sort(no);
        double won = 0;
        int below = 0;
        int upTo = 0;
        for (float each : yes) {
            while (below < no.length && no[below] < each) {
                below++;
            }
            while (upTo < no.length && no[upTo] <= each) {
                upTo++;
            }
            won += (below + upTo) / 2.0;
        }
        return won / ((double) yes.length * no.length);
    }

    /** Harmonic mean of how much of the speech is found and how much of what is found is speech, with speech from a probability of 0.5. Not a number if there is no speech. */
    double f1() {
        double hits = found(speech, speechCount);
        return speechCount == 0 ? Double.NaN : 2 * hits / (hits + speechCount + found(silence, silenceCount));
    }

    /** How much of what is not speech is taken for it. */
    double falseAlarms() {
        return found(silence, silenceCount) / (double) silenceCount;
    }

    private static int found(float[] values, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (values[i] >= THRESHOLD) {
                found++;
            }
        }
        return found;
    }
}
