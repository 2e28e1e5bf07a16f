package dev.baton.examples.endpointing;

import dev.baton.examples.detection.Interval;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.util.List;

/** A detector that makes no mistake, because it does not listen: speech is where the truth has it. It tells the endpointer's errors from those of a real detector. */
final class LabelledSpeech implements VoiceActivityDetectorProvider {
    private static final int WINDOWS_PER_SECOND = 50;

    private final List<Interval> speech;

    LabelledSpeech(List<Interval> speech) {
        this.speech = speech;
    }

    @Override
    public String name() {
        return "truth";
    }

    @Override
    public boolean supports(int sampleRateHz) {
        return sampleRateHz % WINDOWS_PER_SECOND == 0;
    }

    @Override
    public VoiceActivityDetector create(int sampleRateHz) {
        return new VoiceActivityDetector() {
            private long windows;

            @Override
            public int sampleRateHz() {
                return sampleRateHz;
            }

            @Override
            public int windowSamples() {
                return sampleRateHz / WINDOWS_PER_SECOND;
            }

            @Override
            public float speechProbability(short[] pcm, int offset) {
                long middle = (2 * windows++ + 1) * 1_000_000 / (2 * WINDOWS_PER_SECOND);
                return speech.stream().anyMatch(each -> each.fromMicros() <= middle && middle < each.toMicros())
                        ? 1
                        : 0;
            }

            @Override
            public void reset() {
                windows = 0;
            }

            @Override
            public void close() {}
        };
    }
}
