package dev.baton.testkit.audio;

import dev.baton.tts.LocalVoice;

/**
 * A voice that hums: 240 ms of tone for each word and 60 ms of silence after it, at once and within the call. So it is known how many words sound in a given time.
 */
public final class SyntheticVoice implements LocalVoice {
    private static final int SAMPLE_RATE_HZ = 16_000;
    /** Each word with the silence after it. */
    public static final int WORD_MILLIS = 300;

    private static final int TONE_MILLIS = 240;
    private static final double HZ = 220;
    private static final double LEVEL_DBFS = -20;

    private final short[] word;

    public SyntheticVoice() {
        var samples = new float[SAMPLE_RATE_HZ * WORD_MILLIS / 1000];
        Tones.addSine(samples, 0, SAMPLE_RATE_HZ * TONE_MILLIS / 1000, SAMPLE_RATE_HZ, HZ, LEVEL_DBFS);
        word = Tones.toPcm16(samples, samples.length);
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        int words = text.strip().split("\\s+").length;
        for (int i = 0; i < words; i++) {
            listener.onAudio(word, 0, word.length);
        }
        listener.onCompleted();
        return () -> {};
    }
}
